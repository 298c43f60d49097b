import { checkCertificate, checkVerified } from '../../../lib/cutover/checks/verified';
import type { Verification } from '../../../lib/verify/last-verification';

const NOW = new Date('2026-11-26T10:00:00Z');
const URL = 'https://api.alpha.example';
const verification = (overrides: Partial<Verification> = {}): Verification => ({
  version: 1,
  at: '2026-11-26T09:18:00Z',
  packageVersion: '7.8.9',
  url: URL,
  consumerKey: 'crm-prod',
  held: 41,
  failed: ['list'],
  unknown: [],
  propertyNotSet: true,
  ...overrides,
});
const SUBJECT = { url: URL, reseller: 'alpha', consumerKeys: ['billing', 'crm-prod'] };
const check = (given?: Partial<Verification>) => checkVerified(given && verification(given), SUBJECT, NOW);

test('before the cut-over, only the line about the platform may fail', () => {
  expect(check({})).toEqual({
    id: 'verified',
    verdict: 'holds',
    found:
      'Verified 42 minutes ago as crm-prod: 41 lines held. The platform refuses the gateway (list) and accepts direct requests, as it does until the property is set.',
  });
});

test('a verification of this minute has no age', () => {
  expect(check({ at: NOW.toISOString() }).found).toMatch(/^Verified less than a minute ago as crm-prod:/);
});

test('a platform that accepts the gateway already is named', () => {
  expect(check({ failed: [] }).found).toContain('the property is set already');
});

test('lines that could not be checked are named', () => {
  expect(check({ unknown: ['head', 'rql-like'] })).toMatchObject({
    verdict: 'holds',
    found: expect.stringMatching(/Not checked: head, rql-like\.$/),
  });
});

test.each([
  ['another line that failed', { failed: ['list', 'replay', 'forged'] }, /failed: replay, forged\.$/],
  [
    'a platform that refuses the gateway for another reason',
    { propertyNotSet: false },
    /failed: list\. Nothing shows .* --brand-endpoint/,
  ],
  ['an age of 61 minutes', { at: '2026-11-26T08:59:00Z' }, /is 61 minutes old; at most 60 minutes count/],
  ['an age of 3 hours', { at: '2026-11-26T06:30:00Z' }, /is 3 hours old/],
  ['an age of 9 days', { at: '2026-11-17T06:30:00Z' }, /is 9 days old/],
  [
    'a consumer of another reseller of the same gateway',
    { consumerKey: 'north' },
    /was made as north, which is not a consumer of alpha; each reseller has a property of its own\.$/,
  ],
  ['a platform that could not be asked', { failed: [], unknown: ['list'] }, /could not check list/],
  [
    'another URL',
    { url: 'https://old.alpha.example' },
    /called https:\/\/old\.alpha\.example, not https:\/\/api\.alpha/,
  ],
])('%s fails', (_what, given, found) => {
  expect(check(given)).toMatchObject({ verdict: 'fails', found: expect.stringMatching(found) });
});

test('an age of exactly an hour holds', () => {
  expect(check({ at: '2026-11-26T09:00:00Z' }).verdict).toBe('holds');
});

test('a gateway that was never verified fails, with what to run', () => {
  expect(check()).toMatchObject({ verdict: 'fails', remedy: expect.stringContaining('aps-gateway verify') });
});

test.each([
  ['holds', {}],
  ['fails', { failed: ['tls-chain'] }],
  ['unknown', { unknown: ['tls-expiry'] }],
])('the certificate %s by the lines of the verification', (verdict, given) => {
  expect(checkCertificate(verification(given))).toMatchObject({ id: 'certificate', verdict });
});

test('without a verification, the certificate is unknown', () => {
  expect(checkCertificate(undefined).verdict).toBe('unknown');
});
