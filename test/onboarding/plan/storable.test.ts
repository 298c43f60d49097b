import { assert, property, string } from 'fast-check';
import { planStatus, planUpdate } from '../../../lib/onboarding/plan/change';
import { planOnboard } from '../../../lib/onboarding/plan/onboard';
import { apiKey, CONTEXT, consumer, currentState, INTENT, kinds } from '../support/current-state';

/** Plans the onboarding of what a script without types passes. */
function onboard(more: object) {
  return planOnboard(currentState('absent', []), { ...INTENT, ...more }, CONTEXT);
}

function problemOf(plan: () => unknown): string | undefined {
  try {
    plan();
  } catch (error) {
    return (error as Error).message;
  }
  return undefined;
}

test.each([
  ['no secret', { secret: undefined }, 'it has neither a secret nor a subject'],
  ['a key with a slash', { consumerKey: 'a/b' }, 'its key should be 1 to 128 letters, digits and _ . = @ + -'],
  ['no key', { consumerKey: undefined }, 'consumerKey is missing or invalid; expected text that is not empty'],
  ['another status', { status: 'paused' }, 'status is missing or invalid; expected active or suspended'],
  ['an expiry in words', { secretExpires: 'tomorrow' }, 'secrets[0].validUntil is missing or invalid; expected a date'],
  ['a list as text', { rules: { sourceIps: '192.0.2.1' } }, 'rules.sourceIps is missing or invalid; expected a list'],
  ['no address', { rules: { sourceIps: ['300.1.1.1/8'] } }, 'rules.sourceIps[0] should be'],
  ['a misspelt rule', { rules: { sourceIp: ['192.0.2.1'] } }, 'rules.sourceIp is missing or invalid; expected only'],
  [
    'a time zone that does not exist',
    { rules: { serviceHours: { from: '08:00', until: '17:00', timeZone: 'Mars/Base' } } },
    'rules.serviceHours.timeZone should be',
  ],
])('a consumer with %s is not stored, and the error names what is wrong', (_, more, problem) => {
  expect(() => onboard(more)).toThrow(problem);
  expect(() => onboard(more)).toThrow(expect.objectContaining({ name: 'OnboardingError', code: 'usage' }));
});

test.each([
  ['empty', ''],
  ['two lines', 'one\ntwo'],
  ['a line break at its end', 'from-a-file\n'],
  ['a space', 'two words'],
  ['a number', 17],
])('a secret that is not one word is not stored: %s', (_, secret) => {
  expect(() => onboard({ secret })).toThrow('The consumer secret ');
});

test('no error repeats a secret', () => {
  const secret = string({ minLength: 6, maxLength: 140, unit: 'grapheme' }).map((text) => `${text} `);
  assert(
    property(secret, (refused) => {
      expect(problemOf(() => onboard({ secret: refused }))).toMatch(/^The consumer secret /);
      expect(problemOf(() => onboard({ secret: refused }))).not.toContain(refused);
    }),
  );
});

test('an update is checked as an onboarding is', () => {
  const update = () =>
    planUpdate(
      currentState(consumer(), [apiKey()]),
      'alpha',
      { facts: {}, rules: { sourceIps: ['192.0.2.0/33'] } },
      CONTEXT,
    );

  expect(update).toThrow('Consumer crm cannot be stored: rules.sourceIps[0] should be');
});

test('a stored consumer that its gateway cannot read can still be suspended', () => {
  const stored = consumer({ rules: { sourceIps: ['192.0.2.0/33'] } });

  expect(kinds(planStatus(currentState(stored, [apiKey()]), 'alpha', 'suspended', CONTEXT))).toEqual([
    'updateCredentials crm',
    'disableApiKey k1',
  ]);
});
