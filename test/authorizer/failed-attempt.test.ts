import { Denied } from '../../lambda/authorizer/decision';
import { countsAsFailure, isFailedAttempt } from '../../lambda/authorizer/failed-attempt';

test.each(['signature_invalid', 'nonce_used', 'locked_out'] as const)('%s is a failed attempt', (reason) => {
  expect(isFailedAttempt(new Denied(reason))).toBe(true);
});

test.each(['timestamp_refused', 'source_ip_refused', 'authorization_missing'] as const)(
  '%s is not a failed attempt',
  (reason) => {
    expect(isFailedAttempt(new Denied(reason))).toBe(false);
  },
);

test.each([
  ['signature_invalid', 'counts'],
  ['nonce_used', 'counts'],
  ['locked_out', 'does not count'],
  ['timestamp_refused', 'does not count'],
] as const)('%s %s towards a lockout', (reason, outcome) => {
  expect(countsAsFailure(new Denied(reason), {}) ? 'counts' : 'does not count').toBe(outcome);
});

test('a sender that is known to have the secret is not counted', () => {
  expect(countsAsFailure(new Denied('signature_invalid'), { secretProved: true })).toBe(false);
});
