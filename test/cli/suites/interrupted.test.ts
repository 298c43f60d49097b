import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BuiltCli } from '../support/built-cli';
import { Cli, type CliResult } from '../support/cli';
import { ALPHA, ALPHA_SHARED, World } from '../support/world';

const cli = new Cli();
const builtCli = new BuiltCli();
const files = mkdtempSync(join(tmpdir(), 'aps-gateway-import-'));
const records = join(files, 'records.csv');
const secrets = join(files, 'secrets.csv');
writeFileSync(records, 'consumerKey,tier,note\na,standard,one\nb,premium,two\nc,standard,three\n');
writeFileSync(secrets, 'consumerKey,secret\na,SecretOfA\nb,SecretOfB\nc,SecretOfC\n');
afterAll(() => {
  cli.remove();
  builtCli.remove();
  rmSync(files, { recursive: true });
});

const worlds: World[] = [];
afterEach(() => Promise.all(worlds.splice(0).map((world) => world.stop())));

const ONBOARD = 'consumer onboard alpha --key crm --tier standard --secret-stdin';
const ROTATE = 'consumer rotate alpha crm --secret-stdin';
const OFFBOARD = 'consumer offboard alpha crm --confirm crm';

const ONBOARD_ERP = ONBOARD.replace('crm', 'erp');
/** Deployments, and time that passes, between commands. */
const EVENTS: Readonly<Record<string, (world: World) => void>> = {
  'standard is metered by reseller': (world) => world.deploy(ALPHA_SHARED),
  'standard is metered by consumer': (world) => world.deploy(ALPHA),
  'an hour passes': (world) => world.settle(),
};
const SHARE = 'standard is metered by reseller';
const SEPARATE = 'standard is metered by consumer';
const REMETER = 'consumer remeter alpha';

/** Commands that ran and events that happened before, and the command that is interrupted. */
const CASES: readonly (readonly [command: string, before: readonly string[]])[] = [
  [ONBOARD, [SHARE]],
  [ONBOARD, [SHARE, ONBOARD_ERP]],
  [REMETER, [ONBOARD, ONBOARD_ERP, SHARE]],
  [REMETER, [ONBOARD, ONBOARD_ERP, SHARE, REMETER, 'an hour passes']],
  [`${REMETER} --at-once`, [SHARE, ONBOARD, ONBOARD_ERP, SEPARATE]],
  ['consumer move-tier alpha --from premium --to standard --at-once', [SHARE, ONBOARD.replace('standard', 'premium')]],
  ['consumer move-tier alpha --from standard --to premium --at-once', [SHARE, ONBOARD, ONBOARD_ERP]],
  ['consumer update alpha crm --tier premium', [ONBOARD, SHARE, `${REMETER} --at-once`]],
  ['consumer suspend alpha crm', [SHARE, ONBOARD, ONBOARD_ERP]],
  [OFFBOARD, [SHARE, ONBOARD, ONBOARD_ERP]],
  [OFFBOARD, [ONBOARD, SHARE, `${REMETER} --at-once`]],
  ['consumer offboard alpha crm --undo', [SHARE, ONBOARD, OFFBOARD]],
  [`consumer import alpha ${records} --secrets ${secrets}`, [SHARE, ONBOARD]],
  [ONBOARD, []],
  ['consumer update alpha crm --tier premium --note moved', [ONBOARD]],
  ['consumer update alpha crm --tier standard --carry-usage', [ONBOARD.replace('standard', 'premium')]],
  ['consumer move-tier alpha --from standard --to premium', [ONBOARD, ONBOARD.replace('crm', 'erp')]],
  ['consumer move-tier alpha --from standard --to premium --carry-usage', [ONBOARD]],
  ['consumer suspend alpha crm', [ONBOARD]],
  ['consumer resume alpha crm', [ONBOARD, 'consumer suspend alpha crm']],
  [ROTATE, [ONBOARD]],
  ['consumer rotate alpha crm --finish', [ONBOARD, ROTATE]],
  ['consumer rotate alpha crm --revert', [ONBOARD, ROTATE]],
  [OFFBOARD, [ONBOARD]],
  ['consumer offboard alpha crm --undo', [ONBOARD, OFFBOARD]],
  ['usage extend alpha crm --by 250', [ONBOARD]],
  [`consumer import alpha ${records} --secrets ${secrets}`, [ONBOARD]],
  [
    `consumer apply alpha ${records} --secrets ${secrets} --prune --yes`,
    [ONBOARD, 'consumer onboard alpha --key a --tier premium --secret-stdin'],
  ],
];

const stdinOf = (command: string) => {
  if (command.includes('--key a ')) return 'SecretOfA';
  return command === ROTATE ? 'TheNewSecret' : 'TheFirstSecret';
};
const run = (world: World, command: string) => cli.run(world.url, command.split(' '), { stdin: stdinOf(command) });

/**
 * Runs a command to its end, and returns the account as it was right after each call: as a process leaves it that dies
 * before it receives the answer.
 */
async function runAndCopy(world: World, command: string): Promise<readonly World[]> {
  const copies: World[] = [];
  world.aws.onCarriedOut = async () => {
    const copy = await world.copy();
    worlds.push(copy);
    copies.push(copy);
  };
  expect(await run(world, command)).toMatchObject({ code: 0 });
  world.aws.onCarriedOut = undefined;
  return copies;
}

/** Runs a command, and returns its result if it fails. */
async function runStep(world: World, step: string): Promise<CliResult | undefined> {
  const result = await run(world, step);
  return result.code === 0 ? undefined : result;
}

/** Starts an account in which the commands before were run. */
async function accountBefore(command: string, before: readonly string[]): Promise<World> {
  const world = await new World().start();
  worlds.push(world);
  for (const step of before) {
    const failed = await (EVENTS[step] ?? runStep)(world, step);
    expect({ step, failed }).toEqual({ step, failed: undefined });
  }
  if (command.includes('--carry-usage')) world.call('crm', new Date().toISOString().slice(0, 10), 37);
  return world;
}

test.each(CASES)(
  '"%s" after %j, killed after any AWS call and run again, leaves what an uninterrupted run leaves',
  async (command, before) => {
    const whole = await accountBefore(command, before);
    const calls = whole.aws.calls.length;
    const interrupted = await runAndCopy(whole, command);
    expect(interrupted.length).toBeGreaterThan(2);
    expect(interrupted).toHaveLength(whole.aws.calls.length - calls);

    for (const [index, world] of interrupted.entries()) {
      const n = index + 1;
      // Between two plans of one stage a key is on none: then the gateway refuses, and nothing passes unmetered.
      const moves = /^consumer (?:update|move-tier|apply)/.test(command);
      expect({ n, unmetered: moves ? [] : world.unmetered() }).toEqual({ n, unmetered: [] });
      // A revert that was carried out leaves one secret, and a second revert reports that.
      const codes = command.includes('--revert') ? [0, 4] : [0];
      expect(codes).toContain((await run(world, command)).code);
      expect({ n, state: world.snapshot() }).toEqual({ n, state: whole.snapshot() });
    }
  },
);

test('a process that is killed before it receives the answer to a call makes no further call', async () => {
  const world = await accountBefore(ONBOARD, []);
  let child: ChildProcess | undefined;
  let ended: () => void = () => {};
  const killed = new Promise<void>((resolve) => (ended = resolve));
  world.aws.onCarriedOut = async ({ operation }) => {
    if (operation !== 'CreateApiKey') return;
    child?.kill('SIGKILL');
    await killed;
  };
  const options = { stdin: stdinOf(ONBOARD), onStart: (started: ChildProcess) => (child = started) };
  const { code } = await builtCli.run(world.url, ONBOARD.split(' '), options);
  ended();
  expect([code, world.aws.calls.at(-1)?.operation]).toEqual([null, 'CreateApiKey']);
});
