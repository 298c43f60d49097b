import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BuiltCli } from '../support/built-cli';
import { Cli } from '../support/cli';
import { World } from '../support/world';

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

/** How many interrupted runs go on at once. */
const AT_ONCE = 4;
const ONBOARD = 'consumer onboard alpha --key crm --tier standard --secret-stdin';
const ROTATE = 'consumer rotate alpha crm --secret-stdin';
const OFFBOARD = 'consumer offboard alpha crm --confirm crm';

/** Commands that ran before, and the command that is interrupted. */
const CASES: readonly (readonly [command: string, before: readonly string[]])[] = [
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

/** Runs a command in a process that dies right after its n-th call was carried out, before it hears of that. */
async function runAndKill(world: World, command: string, n: number): Promise<void> {
  let child: ChildProcess | undefined;
  let count = 0;
  const killed = new Promise<void>((resolve) => {
    world.aws.onCarriedOut = async () => {
      count += 1;
      if (count === n) child?.kill('SIGKILL');
      if (count >= n) await killed;
    };
    const options = { stdin: stdinOf(command), onStart: (started: ChildProcess) => (child = started) };
    void builtCli.run(world.url, command.split(' '), options).then(() => resolve());
  });
  await killed;
  world.aws.onCarriedOut = undefined;
}

test.each(CASES)(
  '"%s", killed after any AWS call and run again, leaves what an uninterrupted run leaves',
  async (command, before) => {
    const start = await new World().start();
    for (const step of before) expect(await run(start, step)).toMatchObject({ code: 0 });
    if (command.includes('--carry-usage')) start.call('crm', new Date().toISOString().slice(0, 10), 37);
    const whole = await start.copy();
    worlds.push(start, whole);
    expect(await run(whole, command)).toMatchObject({ code: 0 });
    const calls = whole.aws.calls.length;
    expect(calls).toBeGreaterThan(2);

    const points = Array.from({ length: calls }, (_, index) => index + 1);
    const work = async () => {
      for (let n = points.shift(); n !== undefined; n = points.shift()) {
        const world = await start.copy();
        worlds.push(world);
        await runAndKill(world, command, n);
        // Between two plans of one stage a key is on none: then the gateway refuses, and nothing passes unmetered.
        const moves = /^consumer (?:update|move-tier|apply)/.test(command);
        expect({ n, unmetered: moves ? [] : world.unmetered() }).toEqual({
          n,
          unmetered: [],
        });
        // A revert that was carried out leaves one secret, and a second revert reports that.
        const codes = command.includes('--revert') ? [0, 4] : [0];
        expect(codes).toContain((await run(world, command)).code);
        expect({ n, state: world.snapshot() }).toEqual({ n, state: whole.snapshot() });
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
  },
  120_000,
);
