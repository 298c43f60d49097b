import { spawnSync } from 'node:child_process';
import type { Command } from 'commander';
import { DENY_REFUSALS, GATEWAY_REFUSALS } from '../../lambda/authorizer/contract';
import { completionScript } from '../../lib/cli/output/completion-script';
import { Handler } from '../../lib/cli/handle';
import type { CliIo } from '../../lib/cli/io';
import { buildProgram } from '../../lib/cli/program';
import { Cli } from './support/cli';

const cli = new Cli();
afterAll(() => cli.remove());

const program = buildProgram(new Handler({} as CliIo), '0.0.0');
const leaves = (command: Command, path: string[] = []): (readonly [string, Command])[] =>
  command.commands.length === 0
    ? [[path.join(' '), command]]
    : command.commands.flatMap((sub) => leaves(sub, [...path, sub.name()]));

test.each(leaves(program))(
  '"%s" has a description, an example and, where it tells something, --json',
  (_path, command) => {
    let help = '';
    command.configureOutput({ writeOut: (text) => (help += text) }).outputHelp();

    expect(command.description()).not.toBe('');
    expect(help).toMatch(/Examples?:\n {2}\$ aps-gateway /);
    expect(help.includes('--json')).toBe(command.name() !== 'completion');
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

test('every code of a refusal is explained', async () => {
  const { refusals } = await cli.json<{ refusals: { code: string }[] }>('', ['explain']);

  expect(refusals.map(({ code }) => code)).toEqual([...Object.keys(DENY_REFUSALS), ...Object.keys(GATEWAY_REFUSALS)]);
});

test('an oauth_problem is explained by all refusals that have it', async () => {
  const { stdout } = await cli.run('', ['explain', 'consumer_key_refused']);

  expect(stdout).toContain('consumer_suspended');
  expect(stdout).toContain('consumer_expired');
});

test('a code is explained in any case', async () => {
  expect((await cli.run('', ['explain', 'Nonce_Used'])).stdout).toMatch(
    /^nonce_used {2}HTTP 401 {2}oauth_problem nonce_used$/m,
  );
});

test('a refusal with many causes is explained by the most likely', async () => {
  const { stdout } = await cli.run('', ['explain', 'signature_invalid']);

  expect(stdout).toMatch(/^Most likely:\n- The URL that was signed is not the one that is called/m);
});

test('an HTTP status is explained by the codes that have it', async () => {
  const { refusals } = await cli.json<{ refusals: { code: string }[] }>('', ['explain', '429']);

  expect(refusals.map(({ code }) => code)).toEqual(['throttled', 'quota_exceeded']);
  expect((await cli.run('', ['explain', '429'])).stdout).toMatch(/^quota_exceeded {2}HTTP 429\n.*\nWait for the next/m);
  expect((await cli.run('', ['explain', '401'])).stdout).toMatch(/^signature_invalid +401 /m);
});

/** What bash offers after a command line. */
function completeInBash(...words: readonly string[]): string[] {
  const line = ['aps-gateway', ...words].map((word) => `'${word}'`).join(' ');
  const script = `${completionScript(program, 'bash')}
COMP_WORDS=(${line}); COMP_CWORD=${words.length}; _aps_gateway; printf '%s\\n' "\${COMPREPLY[@]}"`;
  return spawnSync('bash', ['-c', script], { encoding: 'utf8' }).stdout.split('\n').filter(Boolean);
}

test('bash completes commands, subcommands and options', () => {
  expect(completeInBash('con')).toEqual(['consumer']);
  expect(completeInBash('consumer', 'o')).toEqual(['onboard', 'offboard']);
  expect(completeInBash('consumer', 'rotate', 'alpha', 'crm', '--f')).toEqual(['--finish']);
});

test('hidden options are not completed', () => {
  expect(completionScript(program, 'fish')).not.toMatch(/-l (?:secret|password) /);
});
