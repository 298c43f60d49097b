import { clientCertificatesRule } from '../../../../lambda/authorizer/consumers/rules/client-certificates';
import { printableUri } from '../../../../lambda/authorizer/text/printable';
import { SIMULATED_CLIENT_CERTIFICATE } from '../../../../lib/local/rest-api/simulated-client-certificate';
import { outcome } from '../../support/rules';

const { clientCertPem: pem, subjectDN: subject } = SIMULATED_CLIENT_CERTIFICATE;
// By `openssl x509 -noout -fingerprint -sha256`.
const FINGERPRINT = '7D:06:74:5E:65:DE:F9:57:46:2F:10:A9:15:70:95:A5:2A:00:50:6B:61:57:57:A6:13:FA:88:B8:56:8D:E3:BC';
const OTHER = FINGERPRINT.replace('7D', '7E');
const clientCertificate = { pem, subject };

test.each([
  ['its fingerprint with colons', [OTHER, FINGERPRINT]],
  ['its fingerprint without colons, in lower case', [FINGERPRINT.replaceAll(':', '').toLowerCase()]],
  ['its subject name', ['CN=other', subject]],
])('a certificate passes by %s', (_, declared) => {
  expect(outcome(clientCertificatesRule(declared), { clientCertificate })).toBe('passes');
});

test.each([
  ['with another fingerprint', [OTHER], clientCertificate],
  ['with another subject name', ['CN=other'], clientCertificate],
  ['with a part of the subject name', ['CN=simulated client'], clientCertificate],
  ['that cannot be read, whose fingerprint is listed', [FINGERPRINT], { pem: 'unreadable', subject }],
])('a certificate %s is refused', (_, declared, sent) => {
  expect(outcome(clientCertificatesRule(declared), { clientCertificate: sent })).toBe('client_certificate_refused');
});

test.each([
  ['is missing', undefined, 'The request has none.'],
  [
    'is another',
    clientCertificate,
    `Its subject is ${printableUri(subject)}, its SHA-256 fingerprint ${FINGERPRINT.replaceAll(':', '').toLowerCase()}.`,
  ],
  [
    'cannot be read',
    { pem: '-----', subject: 'CN=a"b' },
    'Its subject is CN=a%22b, its SHA-256 fingerprint unreadable.',
  ],
])('the message of a certificate that %s says what was sent', (_, sent, sentence) => {
  expect(clientCertificatesRule([OTHER])({ clientCertificate: sent } as never)?.detail.sentence).toBe(sentence);
});

test('a request without a certificate is refused', () => {
  expect(outcome(clientCertificatesRule([subject]), { clientCertificate: undefined })).toBe(
    'client_certificate_refused',
  );
});

test.each([undefined, [], 'CN=crm', [7], ['crm'], [FINGERPRINT, 'crm'], ['CN=crm', 7], [`${FINGERPRINT}:00`]])(
  '%p is not a list of certificates',
  (declared) => {
    expect(() => clientCertificatesRule(declared)).toThrow(
      'rules.clientCertificates should be a list of SHA-256 fingerprints and subject names',
    );
  },
);
