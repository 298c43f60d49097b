import { certificateFinding } from '../../../lib/onboarding/plan/certificate-finding';

const NOW = new Date('2027-03-01T12:00:00Z');
const expiring = (expiresAt: string) =>
  certificateFinding({ name: 'generated-2026', expiresAt: new Date(expiresAt) }, NOW);

test('a certificate of 30 more days has no finding', () => {
  expect(expiring('2027-03-31T12:00:00Z')).toBeUndefined();
});

test.each([
  ['2027-03-31T11:59:59Z', 'expires on 2027-03-31, in 29 days'],
  ['2027-03-02T13:00:00Z', 'expires on 2027-03-02, in 1 day;'],
  ['2027-03-01T13:00:00Z', 'expires on 2027-03-01, in 0 days'],
  ['2027-02-28T12:00:00Z', 'expired on 2027-02-28'],
])('one that ends at %s %s', (expiresAt, when) => {
  expect(expiring(expiresAt)).toMatchObject({
    code: 'clientCertificateExpires',
    message: expect.stringContaining(`client certificate generated-2026 ${when}`) as string,
  });
});

test('the finding says what to do', () => {
  expect(expiring('2027-02-01T00:00:00Z')?.message).toContain('set uiNodes.nextClientCertificate');
});
