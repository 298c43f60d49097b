import { DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { Cli } from '../../cli/support/cli';
import { localClient } from '../../conformance/read-descriptor';
import { RESOURCES, Served } from '../support/served';

/** The lab: alpha has the tier standard, whose priority is 5; beta has premium as well, of its own and with 5. */
const served = new Served('lab');
const cli = new Cli();
beforeAll(() => served.start());
afterAll(async () => {
  await served.stop();
  cli.remove();
});

interface Shown {
  readonly manual: { readonly from: number; readonly until: string; readonly by: string | null } | null;
  readonly automatic: unknown;
  readonly automaticPause: { readonly until: string; readonly by: string | null } | null;
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

const JANE = 'arn:aws:sts::000000000000:assumed-role/operators/jane@example.com';
const be = (arn: string) => (served.local.aws.account.callerArn = arn);

/** Writes an automatic level as the state machine does. */
async function fireAlarm(from: number, forSeconds: number): Promise<void> {
  const until = Math.floor(Date.now() / 1000) + forSeconds;
  await new DynamoDBClient(localClient(served.local.awsEndpointUrl)).send(
    new UpdateItemCommand({
      TableName: 'aps-gateway-lab-platform-shedding',
      Key: { item: { S: 'shedding' } },
      UpdateExpression: 'SET automaticFrom = :from, automaticUntil = :until',
      ExpressionAttributeValues: { ':from': { N: String(from) }, ':until': { N: String(until) } },
    }),
  );
}

test('nothing is shed at first', async () => {
  expect(await json('shed')).toMatchObject({
    action: 'show',
    manual: null,
    automatic: null,
    automaticPause: null,
    holds: null,
    gateways: [],
  });
  expect((await run('shed')).stdout).toBe('No load is shed.\n');
});

test('a dry run names the tiers, and changes nothing', async () => {
  const { stdout } = await run('shed --from 5 --for 15m --dry-run');
  expect(stdout).toMatch(
    /^By hand: requests of tiers with priority 5 to 9 are refused until \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ\.$/m,
  );
  expect(stdout).toContain('  alpha: refuses standard (5)\n  beta: refuses standard (5)\n');
  expect(stdout).toMatch(/^Nothing was changed \(--dry-run\)\. Without it, this would hold:\n/);
  expect(await json('shed')).toMatchObject({ manual: null });
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
  expect(await json('shed')).toMatchObject({ manual: null });
});

test('who set a level by hand is shown', async () => {
  be(JANE);
  expect((await run('shed --from 9 --for 2h')).stdout).toMatch(
    /^By hand, by jane@example\.com \(role operators\): requests of tiers with priority 9 are refused until /,
  );
  be('arn:aws:iam::000000000000:user/max');
  expect((await run('shed')).stdout).toMatch(/^By hand, by jane@example\.com \(role operators\): requests/);
  expect(await json('shed')).toMatchObject({ manual: { from: 9, by: JANE } });
  await run('shed --stop');
});

test('an automatic level ends with a pause, which names who asked for it', async () => {
  await fireAlarm(6, 600);
  expect((await run('shed')).stdout).toMatch(
    /^Automatically, by the alarm aps-gateway-lab-platform-ui-nodes-busy: requests of tiers with priority 6 to 9 are refused until \S+, or longer while the UI nodes are busy\.$/m,
  );
  be(JANE);
  const planned = await json('shed --stop --dry-run');
  expect(planned).toMatchObject({ automatic: null, automaticPause: { by: null } });
  expect(await json('shed')).toMatchObject({ automatic: { from: 6 }, automaticPause: null });

  const { stdout } = await run('shed --stop');
  expect(stdout).toMatch(
    /^No load is shed\.\nAutomatic shedding is paused until \S+, by jane@example\.com \(role operators\)\.\nIf the UI nodes are busy when the pause ends/,
  );
  const { automaticPause, ...state } = await json('shed');
  expect(state).toMatchObject({ automatic: null, manual: null, holds: null });
  expect(automaticPause).toMatchObject({ by: JANE });
  const leftMs = Date.parse(automaticPause!.until) - Date.now();
  expect(leftMs).toBeGreaterThan(13 * 60_000);
  expect(leftMs).toBeLessThanOrEqual(15 * 60_000);
  expect((await run('status')).stdout).toMatch(/automatic shedding is paused until/);
});

test('a pause is changed by another one, and may be set before the alarm fires', async () => {
  await run('shed --stop --for 1d');
  const { automaticPause } = await json('shed');
  expect(Date.parse(automaticPause!.until) - Date.now()).toBeGreaterThan(23 * 3_600_000);

  await run('shed --stop');
  expect((await json('shed')).automaticPause).toEqual(automaticPause);
});

test('a level above the tiers refuses no one', async () => {
  const { stdout } = await run('shed --from 9 --for 1m');
  expect(stdout).toContain('alpha: refuses no tier');
  await run('shed --stop');
});

test.each([
  ['shed --from 7 --stop', 'Give only one of --from and --stop.'],
  ['shed --for 5m', '--for needs --from or --stop.'],
  ['shed --stop --for 25h', '--for: got "25h", expected a duration from 1m to 24h, such as 15m'],
  ['shed --from 10', '--from: got "10", expected a whole number from 0 to 9'],
  ['shed --from 7 --for 2d', '--for: got "2d", expected a duration from 1m to 24h, such as 15m'],
  ['shed --from 7 --for soon', '--for: got "soon", expected a duration from 1m to 24h, such as 15m'],
])('%s is a mistake', async (line, message) => {
  const { code, stderr } = await run(line);
  expect(code).toBe(2);
  expect(stderr).toContain(message);
});

test('an environment without the table says what to do', async () => {
  const { code, stderr } = await run('shed --environment other');
  expect(code).toBe(3);
  expect(stderr).toContain(
    'There is no table aps-gateway-other-platform-shedding: declare shedding in platform.yaml, and deploy the environment.',
  );
});
