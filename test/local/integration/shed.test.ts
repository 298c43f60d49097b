import { Cli } from '../../cli/support/cli';
import { RESOURCES, Served } from '../support/served';

/** The lab: alpha has the tier standard, whose priority is 5; beta has premium as well, of its own and with 5. */
const served = new Served('lab');
const cli = new Cli();
beforeAll(() => served.start(), 30_000);
afterAll(async () => {
  await served.stop();
  cli.remove();
});
jest.setTimeout(20_000);

interface Shown {
  readonly manual: { readonly from: number; readonly until: string } | null;
  readonly automatic: unknown;
  readonly holds: unknown;
  readonly gateways: readonly { readonly gateway: string; readonly tiers: readonly unknown[] }[];
}

const run = (line: string) => cli.run(served.local.awsEndpointUrl, line.split(' '));
const json = (line: string) => cli.json<Shown>(served.local.awsEndpointUrl, line.split(' '));

/** The first answer that is not 200. A function instance waits only a moment for the level, so its first request may pass. */
async function refusal() {
  for (let tries = 0; tries < 50; tries += 1) {
    const { status, json: body, headers } = await served.alpha.send(RESOURCES);
    if (status !== 200) return { status, code: body?.['code'], retryAfter: headers['retry-after'] };
    await new Promise((passed) => setTimeout(passed, 50));
  }
  return 'none';
}

test('nothing is shed at first', async () => {
  expect(await json('shed --status')).toMatchObject({ manual: null, automatic: null, holds: null, gateways: [] });
  expect((await run('shed --status')).stdout).toBe('No load is shed.\n');
});

test('a dry run names the tiers, and changes nothing', async () => {
  const { stdout } = await run('shed --from 5 --for 15m --dry-run');
  expect(stdout).toMatch(
    /^Requests of tiers with priority 5 to 9 are refused until \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ, set by hand\.$/m,
  );
  expect(stdout).toContain('  alpha: refuses standard (5)\n  beta: refuses premium (5), standard (5)\n');
  expect(stdout).toContain('Nothing was changed (--dry-run).');
  expect(await json('shed --status')).toMatchObject({ manual: null });
});

test('requests of tiers from the level on are refused until it is stopped, and status says so', async () => {
  expect(await run('shed --from 5')).toMatchObject({ code: 0 });
  expect(await refusal()).toEqual({ status: 503, code: 'platform_busy', retryAfter: '30' });
  expect(served.answered.at(-1)!.reason).toBe('platform_busy');
  const status = await run('status');
  expect(status.stdout).toMatch(/shedding.*requests of tiers with priority 5 to 9 are refused until/s);
  expect(status.code).toBe(5);

  const stopped = await run('shed --stop');
  expect(stopped.stdout).toBe('No load is shed.\nThe gateways apply this within ten seconds.\n');
  expect(await json('shed --status')).toMatchObject({ manual: null });
});

test('a level above the tiers refuses no one', async () => {
  const { stdout } = await run('shed --from 9 --for 1m');
  expect(stdout).toContain('alpha: refuses no tier');
  await run('shed --stop');
});

test.each([
  ['shed', 'Give one of --from, --stop and --status.'],
  ['shed --stop --status', 'Give one of --from, --stop and --status.'],
  ['shed --for 5m --stop', '--for needs --from.'],
  ['shed --from 10', '--from: got "10", expected a whole number from 0 to 9'],
  ['shed --from 7 --for 2d', '--for: got "2d", expected a duration from 1m to 24h, such as 15m'],
  ['shed --from 7 --for soon', '--for: got "soon", expected a duration from 1m to 24h, such as 15m'],
])('%s is a mistake', async (line, message) => {
  const { code, stderr } = await run(line);
  expect(code).toBe(2);
  expect(stderr).toContain(message);
});

test('an environment without the table says what to do', async () => {
  const { code, stderr } = await run('shed --status --environment other');
  expect(code).toBe(3);
  expect(stderr).toContain(
    'There is no table aps-gateway-other-platform-shedding: declare shedding in platform.yaml, and deploy the environment.',
  );
});
