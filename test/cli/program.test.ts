import { Handler } from '../../lib/cli/handle';
import type { CliIo } from '../../lib/cli/io';
import { buildProgram } from '../../lib/cli/program';
import { Cli } from './support/cli';
import { leafCommands } from './support/command-tree';

const cli = new Cli();
afterAll(() => cli.remove());

const program = buildProgram(new Handler({} as CliIo, { version: '0.0.0' }));

test.each(leafCommands().map(({ path, command }) => [path, command] as const))(
  '"%s" has a description, an example and, where it tells something, --json',
  (_path, command) => {
    let help = '';
    command.configureOutput({ writeOut: (text) => (help += text) }).outputHelp();

    expect(command.description()).not.toBe('');
    expect(help).toMatch(/Examples?:\n {2}\$ aps-gateway /);
    expect(help.includes('--json')).toBe(!['completion', 'start'].includes(command.name()));
  },
);

test.each(
  program.commands.filter(({ commands }) => commands.length > 0).map((group) => [group.name(), group] as const),
)('the group "%s" has examples of its own', (name, group) => {
  let help = '';
  group.configureOutput({ writeOut: (text) => (help += text) }).outputHelp();

  expect(help).toMatch(new RegExp(`Examples:\\n {2}\\$ aps-gateway ${name} `));
});

test('"help" shows the help of a subcommand', async () => {
  const [asked, flagged] = [
    await cli.run('', ['help', 'consumer', 'onboard']),
    await cli.run('', ['consumer', 'onboard', '--help']),
  ];

  expect(asked).toEqual(flagged);
  expect(asked).toMatchObject({ code: 0, stdout: expect.stringMatching(/^Usage: aps-gateway consumer onboard /) });
});
