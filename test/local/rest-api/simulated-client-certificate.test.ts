import { X509Certificate } from 'node:crypto';
import { SIMULATED_CLIENT_CERTIFICATE } from '../../../lib/local/rest-api/simulated-client-certificate';

test('the simulated client certificate has the names that its event says', () => {
  const { subject, issuer } = new X509Certificate(SIMULATED_CLIENT_CERTIFICATE.clientCertPem);
  expect(subject.replaceAll('\n', ',')).toBe(SIMULATED_CLIENT_CERTIFICATE.subjectDN);
  expect(issuer.replaceAll('\n', ',')).toBe(SIMULATED_CLIENT_CERTIFICATE.issuerDN);
});
