import { Cli, type CliResult } from '../support/cli';
import { ALPHA_SHARED, World } from '../support/world';

const cli = new Cli();
let world: World;
beforeEach(async () => {
  world = await new World().start();
});
afterEach(() => world.stop());
afterAll(() => cli.remove());
// The SDK backs off for a second or two.

const run = (commandLine: string, stdin = 'TheSecret') => cli.run(world.url, commandLine.split(' '), { stdin });
const ONBOARD = 'consumer onboard alpha --key crm --tier standard --secret-stdin';

/** Runs commands so that all have read before any of them writes. */
async function readFirst(operation: string, commands: readonly (() => Promise<CliResult>)[]): Promise<CliResult[]> {
  let waiting = commands.length;
  let open: () => void = () => {};
  const all = new Promise<void>((resolve) => (open = resolve));
  world.aws.onCarriedOut = async (call) => {
    if (call.operation !== operation || waiting === 0) return;
    waiting -= 1;
    if (waiting === 0) open();
    await all;
  };
  return Promise.all(commands.map((command) => command()));
}

test('of two commands that change a consumer at once, one reports a conflict and nothing is overwritten', async () => {
  await run(ONBOARD);
  const results = await readFirst('GetSecretValue', [
    () => run('consumer update alpha crm --note first'),
    () => run('consumer update alpha crm --note second'),
  ]);

  expect(new Set(results.map(({ code }) => code))).toEqual(new Set([0, 4]));
  const winner = results[0]?.code === 0 ? 'first' : 'second';
  expect(world.document('crm')).toMatchObject({ about: { note: winner } });
  expect(results.find(({ code }) => code === 4)?.stderr).toContain('Someone else changed consumer crm');
});

test('of two commands that onboard the same consumer at once, one reports a conflict, and one API key is left', async () => {
  const results = await readFirst('GetApiKeys', [() => run(ONBOARD, 'Mine'), () => run(ONBOARD, 'Yours')]);

  expect(new Set(results.map(({ code }) => code))).toEqual(new Set([0, 4]));
  expect([...world.state.apiKeys.keys()]).toEqual([(world.document('crm').apiKey as { id: string }).id]);
  expect(world.unmetered()).toEqual([]);
});

test('two commands that onboard the first consumers of a shared quota at once create one API key', async () => {
  world.deploy(ALPHA_SHARED);
  const results = await readFirst('GetApiKeys', [() => run(ONBOARD), () => run(ONBOARD.replace('crm', 'erp'))]);

  expect(results.map(({ code }) => code)).toEqual([0, 0]);
  expect([...world.state.apiKeys.values()].map(({ name }) => name)).toEqual([
    'aps-gateway-reseller/lab/alpha/alpha/standard',
  ]);
  expect(world.document('crm')['apiKey']).toEqual(world.document('erp')['apiKey']);
});

test('of two commands that onboard the same consumer to a shared quota, the loser leaves the shared API key', async () => {
  world.deploy(ALPHA_SHARED);
  const results = await readFirst('GetApiKeys', [() => run(ONBOARD, 'Mine'), () => run(ONBOARD, 'Yours')]);

  expect(new Set(results.map(({ code }) => code))).toEqual(new Set([0, 4]));
  expect([...world.state.apiKeys.keys()]).toEqual([(world.document('crm')['apiKey'] as { id: string }).id]);
  expect(world.unmetered()).toEqual([]);
});

test('a move of a consumer that another command suspends meanwhile leaves its API key where it was', async () => {
  await run(ONBOARD);
  const results = await readFirst('GetUsagePlans', [
    () => run('consumer update alpha crm --tier premium'),
    () => run('consumer suspend alpha crm'),
  ]);

  expect(new Set(results.map(({ code }) => code))).toEqual(new Set([0, 4]));
  const { status, tier } = world.document('crm');
  const plan = world.state.findPlan('alphaapi01', 'aps', [...world.state.apiKeys.keys()][0] ?? '');
  expect(plan?.id).toBe(`plan-${String(tier)}`);
  expect(status).toBe(results[0]?.code === 0 ? 'active' : 'suspended');
});

test('answers that are lost are asked for again without doing anything twice', async () => {
  for (const operation of ['CreateApiKey', 'CreateUsagePlanKey', 'CreateSecret']) {
    world.aws.faults.inject({ kind: 'drop', when: 'afterwards', operation, times: 1 });
  }

  expect(await run(ONBOARD)).toMatchObject({ code: 0 });
  expect(world.state.apiKeys.size).toBe(1);
  expect(world.unmetered()).toEqual([]);
});

test.each(['throttle', 'error'] as const)('the fault %s is waited out', async (kind) => {
  world.aws.faults.inject({ kind, operation: 'CreateApiKey', times: 2 });
  world.aws.faults.inject({ kind, operation: 'GetSecretValue', times: 2 });

  expect(await run(ONBOARD)).toMatchObject({ code: 0 });
});

test.each([
  ['CreateSecret', 'secretsmanager:CreateSecret'],
  ['GetParameter', 'ssm:GetParameter'],
  ['CreateApiKey', 'apigateway:CreateApiKey'],
])('where %s is denied, the missing permission is named', async (operation, permission) => {
  world.aws.faults.inject({ kind: 'deny', operation });

  const { code, stderr } = await run(ONBOARD);
  expect(code).toBe(1);
  expect(stderr).toContain(`the permission ${permission} is missing`);
});

test('what a denied step left is completed by the next run', async () => {
  const allow = world.aws.faults.inject({ kind: 'deny', operation: 'CreateSecret' });
  await run(ONBOARD);
  allow();

  expect(await run(ONBOARD)).toMatchObject({ code: 0 });
  expect(world.state.apiKeys.size).toBe(1);
});
