import { AlphaAccount } from '../support/alpha-account';

const alpha = new AlphaAccount();
const words = (commandLine: readonly string[], stdin = 'ASecret') => alpha.words(commandLine, stdin);

const ONBOARD = ['consumer', 'onboard', 'alpha', '--key', 'crm', '--tier', 'standard', '--secret-stdin'];

test.each([
  ['empty', '\n', /is empty/],
  ['of two lines', 'one\ntwo', /several lines/],
  ['with a space', 'one two', /a space/],
  ['of 129 characters', 's'.repeat(129), /has 129 characters/],
])('a consumer secret that is %s is refused', async (_name, secret, message) => {
  const result = await words(ONBOARD, secret);

  expect(result.code).toBe(2);
  expect(result.stderr).toMatch(message);
  expect(alpha.world.aws.secrets.secrets.size).toBe(0);
});

test.each([
  ['--secret', 'Hunter22'],
  ['--consumer-secret=Hunter22'],
  ['--password', 'Hunter22'],
  ['--secrte=Hunter22'],
])('a consumer secret on the command line (%s) is refused and not repeated', async (...flags) => {
  const result = await words(['consumer', 'onboard', 'alpha', '--key', 'crm', '--tier', 'standard', ...flags]);

  expect(result.code).toBe(2);
  expect(result.stdout + result.stderr).not.toContain('Hunter22');
  expect(alpha.world.aws.secrets.secrets.size).toBe(0);
});

test('a secret as an option is answered with a reminder to renew it', async () => {
  const { stderr } = await words([...ONBOARD, '--secret', 'Hunter22']);

  expect(stderr).toContain('Generate a new secret in the platform');
});

test('without a terminal, the ways to give the secret are named', async () => {
  const { code, stderr } = await words(ONBOARD.slice(0, -1));

  expect(code).toBe(2);
  expect(stderr).toContain('use --secret-stdin, --secret-file or APS_GATEWAY_CONSUMER_SECRET');
});

test.each([
  ['reseller', ['omega', '--key', 'x', '--tier', 'standard'], /omega is not deployed/],
  ['tier', ['alpha', '--key', 'x', '--tier', 'gold'], /no tier "gold"/],
])('an unknown %s is reported before the prompt for the consumer secret', async (_what, wrong, message) => {
  const { code, stderr } = await words(['consumer', 'onboard', ...wrong]);

  expect(code).toBe(3);
  expect(stderr).toMatch(message);
});
