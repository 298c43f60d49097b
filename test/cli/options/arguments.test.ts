import { Cli } from '../support/cli';
import { leafCommands } from '../support/command-tree';

const cli = new Cli();
afterAll(() => cli.remove());
/** Nothing listens there: a command that reached for AWS would fail with another exit code. */
const NOWHERE = 'http://127.0.0.1:9';

const ABOUT_A_CONSUMER = leafCommands().filter(({ command }) =>
  command.registeredArguments.some((argument) => argument.name() === 'consumerKey'),
);
const ABOUT_A_RESELLER = leafCommands().filter(({ command }) =>
  command.registeredArguments.some((argument) => argument.name() === 'reseller'),
);

test('many commands are about one consumer, more about a reseller', () => {
  expect(ABOUT_A_CONSUMER.length).toBeGreaterThanOrEqual(8);
  expect(ABOUT_A_RESELLER.length).toBeGreaterThan(ABOUT_A_CONSUMER.length);
});

describe.each(ABOUT_A_CONSUMER)('"$path"', ({ path, command }) => {
  test.each(['bad name', 'crm*', 'crm%20prod', 'a/b', ''])(
    'refuses the consumer key "%s" before any call',
    async (key) => {
      const words = command.registeredArguments
        .slice(0, 2)
        .map((argument) => (argument.name() === 'consumerKey' ? key : 'alpha'));
      const { code, stderr } = await cli.run(NOWHERE, [...path.split(' '), ...words]);

      expect(code).toBe(2);
      expect(stderr).toBe(
        `error: consumer key: got ${JSON.stringify(key)}, expected 1 to 128 letters, digits and _ . = @ + -\n`,
      );
    },
  );
});

test.each(ABOUT_A_RESELLER)('"$path" refuses a mistyped reseller before any call', async ({ path, command }) => {
  const others = command.registeredArguments.slice(1).filter(({ required }) => required);
  const { code, stderr } = await cli.run(NOWHERE, [...path.split(' '), 'al*pha', ...others.map(() => 'other')]);

  expect(code).toBe(2);
  expect(stderr).toMatch(/^error: reseller: got "al\*pha", expected at most 40 lower-case letters/);
});
