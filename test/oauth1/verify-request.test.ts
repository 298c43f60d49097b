import { assert, constantFrom, property, string } from 'fast-check';
import { diagnoseRequest, signRequest, verifyRequest } from '../../lib/oauth1';

const SIGNED = {
  method: 'GET',
  url: 'https://alpha.gateway.example/aps/2/resources?implementing(http://parallels.com/aps/types/pa/brand/1.0),limit(0,7)',
  consumerKey: 'crm-of-alpha',
  consumerSecret: 'a secret & more',
  timestamp: 1_795_600_001,
  nonce: 'n-17',
} as const;
const { method, url, consumerSecret } = SIGNED;
const { authorization, baseString } = signRequest(SIGNED);
const verify = (changes: object = {}) => verifyRequest({ method, url, authorization, consumerSecret, ...changes });

test('a signed request verifies, with its consumer key, timestamp, nonce and base string', () => {
  expect(verify()).toEqual({
    signature: 'verified',
    consumerKey: 'crm-of-alpha',
    timestamp: '1795600001',
    nonce: 'n-17',
    baseString,
  });
});

test.each([
  ['another method', { method: 'DELETE' }],
  ['another path', { url: url.replace('resources', 'types') }],
  ['another query', { url: url.replace('0,7', '0,8') }],
  ['another host', { url: url.replace('alpha', 'beta') }],
  ['another secret', { consumerSecret: 'a secret & less' }],
])('%s does not verify', (_name, changes) => {
  expect(verify(changes).signature).toBe('mismatch');
});

test.each([
  ['a URL without host', { url: '/aps/2/resources' }, 'the URL is not absolute'],
  ['another scheme', { authorization: 'Bearer x' }, 'the Authorization header: scheme_other at character 1'],
  ['a repeated parameter', { authorization: `${authorization}, oauth_nonce="x"` }, 'the OAuth parameters: repeated'],
  ['a refused method', { signatureMethods: ['HMAC-SHA256'] }, 'oauth_signature_method is not HMAC-SHA256'],
  ['another version', { authorization: authorization.replace('"1.0"', '"2.0"') }, 'oauth_version is not 1.0'],
  ['a token', { authorization: `${authorization}, oauth_token="t"` }, 'a token is not supported'],
])('%s is unreadable', (_name, changes, problem) => {
  expect(verify(changes)).toEqual({ signature: 'unreadable', problem });
});

test('whatever is signed verifies with its secret, and with no other', () => {
  const text = string({ minLength: 1, unit: 'grapheme-ascii' });
  assert(
    property(text, text, constantFrom('HMAC-SHA1', 'HMAC-SHA256'), (secret, other, signatureMethod) => {
      const signed = signRequest({ ...SIGNED, consumerSecret: secret, signatureMethod });
      const verified = verify({ authorization: signed.authorization, consumerSecret: secret });
      const mistaken = verify({ authorization: signed.authorization, consumerSecret: other });
      expect(verified.signature).toBe('verified');
      expect(mistaken.signature).toBe(other === secret ? 'verified' : 'mismatch');
    }),
  );
});

test('a diagnosis names the fault of a client that leaves out the query', () => {
  const faulty = signRequest({ ...SIGNED, url: url.replace(/\?.*/, '') });
  const now = new Date(SIGNED.timestamp * 1000);
  const report = diagnoseRequest(
    { method, url, headers: { Authorization: faulty.authorization }, consumerSecret },
    now,
  );

  expect(report.verdict).toBe('explained');
  expect(report.faults.map(({ id }) => id)).toEqual(['query_unsigned']);
  expect(JSON.stringify(report)).not.toContain(consumerSecret);
});
