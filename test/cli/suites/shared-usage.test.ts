import { AlphaAccount } from '../support/alpha-account';
import { ALPHA, ALPHA_SHARED } from '../support/world';

const alpha = new AlphaAccount();
const { json, onboard, run } = alpha;

const today = new Date().toISOString().slice(0, 10);
const TODAY = `--from ${today}`;
const LOG = '/aps-gateway/lab/alpha/access';

/** Writes lines of the access log. */
function log(consumerKey: string, times: number, fields: Readonly<Record<string, string>> = {}): void {
  const line = { consumerKey, reseller: 'alpha', tier: 'standard', reason: 'allowed', refusal: '-', status: '200' };
  for (let count = 0; count < times; count++) alpha.world.aws.logs.put(LOG, JSON.stringify({ ...line, ...fields }));
}

beforeEach(async () => {
  alpha.world.deploy(ALPHA_SHARED);
  await onboard('crm', 'standard');
  await onboard('erp', 'standard');
  await onboard('shop', 'premium');
  await onboard('south', 'standard', '', 'alpha-south');
  alpha.world.call('crm', today, 700);
  alpha.world.call('shop', today, 12);
  alpha.world.call('south', today, 5);
  log('crm', 3);
  log('erp', 2);
  log('erp', 4, { refusal: 'QUOTA_EXCEEDED', status: '429' });
  log('south', 5, { reseller: 'alpha-south' });
});

test('calls of a shared API key count once, and those of its consumers come from the access log', async () => {
  const { stdout, stderr } = await run(`usage alpha ${TODAY}`);

  expect(stdout).toMatch(/^all of alpha +standard +700 +1000\/month +300$/m);
  expect(stdout).toMatch(/^crm +standard +3 \(log\) +shared$/m);
  expect(stdout).toMatch(/^erp +standard +2 \(log\) +shared$/m);
  expect(stdout).toMatch(/^shop +premium +12 +unlimited$/m);
  expect(stdout).not.toContain('south');
  expect(stderr).toMatch(/at the gateway of alpha are from the access log, from \S+ to \S+/);
});

test('each reseller has its own quota on a tier', async () => {
  expect((await run(`usage alpha-south ${TODAY}`)).stdout).toMatch(
    /^all of alpha-south +standard +5 +1000\/month +995$/m,
  );
});

test('JSON has the shared API keys, and the time in which the log was searched', async () => {
  expect(await json(`usage alpha ${TODAY}`)).toMatchObject({
    shared: [{ reseller: 'alpha', tier: 'standard', calls: 700, quota: { limit: 1000, period: 'month' } }],
    consumers: [
      { consumerKey: 'shop', calls: 12 },
      { consumerKey: 'crm', sharedTier: 'standard', calls: 0, loggedCalls: 3 },
      { consumerKey: 'erp', sharedTier: 'standard', calls: 0, loggedCalls: 2 },
    ],
    log: { from: expect.any(String) as string, to: expect.any(String) as string },
  });
});

test('the calls of a CSV can be summed', async () => {
  expect((await run(`usage alpha ${TODAY} --format csv`)).stdout).toBe(
    [
      'consumerKey,tier,day,calls,quota,period,remaining,loggedCalls',
      `,standard,${today},700,1000,month,300,`,
      `shop,premium,${today},12,unlimited,,,`,
      'crm,standard,,,shared,,,3',
      'erp,standard,,,shared,,,2\n',
    ].join('\n'),
  );
});

test('one consumer is shown with the quota that it shares', async () => {
  const { stdout } = await run(`usage alpha erp ${TODAY}`);

  expect(stdout).toMatch(/^all of alpha +standard +700 +1000\/month +300$/m);
  expect(stdout).toMatch(/^erp +standard +2 \(log\) +shared$/m);
  expect(stdout).not.toContain('crm');
});

test.each([
  ['without the search', '--no-log', ''],
  ['where the search fails', '', 'are unknown: '],
])('%s, the calls of its consumers are unknown', async (_where, flag, notice) => {
  alpha.world.aws.faults.inject({ kind: 'deny', operation: 'StartQuery' });
  const { code, stdout, stderr } = await run(`usage alpha ${TODAY} ${flag}`.trim());

  expect(code).toBe(0);
  expect(stdout).toMatch(/^crm +standard +unknown +shared$/m);
  expect(stderr).toContain(notice);
});

test('--nearly counts a shared quota once', async () => {
  const { code, stdout } = await run(`usage alpha ${TODAY} --nearly 70`);

  expect(code).toBe(5);
  expect(stdout).toMatch(/^all of alpha +standard +700 /m);
  expect(stdout).not.toMatch(/^(crm|erp) /m);
});

test('a report on all resellers counts each call once', async () => {
  const report = await json<{ totals: object[] }>(`usage report --all ${TODAY} --log --refused`);

  expect(report.totals).toMatchObject([
    {
      reseller: 'alpha',
      own: { consumers: 3, calls: 712, refused: 4 },
      withSubResellers: { consumers: 4, calls: 717 },
    },
    { reseller: 'alpha-south', own: { consumers: 1, calls: 5, refused: 0 } },
  ]);
  expect((await run(`usage report --all ${TODAY} --refused --format csv`)).stdout).toBe(
    [
      'reseller,externalReference,consumerKey,tier,calls,refused,quota,period,loggedCalls',
      'alpha,,,standard,700,,1000,month,',
      'alpha-south,,,standard,5,,1000,month,',
      'alpha,,shop,premium,12,0,unlimited,,',
      'alpha,,crm,standard,,0,shared,,unknown',
      'alpha,,erp,standard,,4,shared,,unknown',
      'alpha-south,,south,standard,,0,shared,,unknown\n',
    ].join('\n'),
  );
});

test('the quota of all consumers is extended once, not at one of them', async () => {
  expect(await run('usage extend alpha crm --by 50')).toMatchObject({
    code: 4,
    stderr: expect.stringContaining('usage extend alpha --tier standard') as string,
  });
  expect((await run('usage extend alpha --tier standard --by 50')).stdout).toMatch(
    /^The extension of reseller alpha for the period from \S+ is 50 \(it was 0\); 350 calls remain\.$/m,
  );
  expect((await run('usage extend alpha --tier standard --by 50')).stdout).toContain('Nothing to do');
  expect((await run(`usage alpha-south ${TODAY}`)).stdout).toMatch(/ 995$/m);
});

test.each([
  ['usage extend alpha --by 50', 2, 'Give either the key of a consumer or --tier.'],
  ['usage extend alpha crm --tier standard --by 50', 2, 'Give either the key of a consumer or --tier.'],
  ['usage extend alpha --tier premium --by 50', 3, 'shares no quota of a tier "premium"'],
])('%s is refused', async (line, code, message) => {
  expect(await run(line)).toMatchObject({ code, stderr: expect.stringContaining(message) as string });
});

test('the final report of an offboarded consumer has its calls from the access log', async () => {
  expect((await run('consumer offboard alpha erp --confirm erp')).stdout).toContain(
    'consumerKey,tier,day,calls,quota,period,remaining,loggedCalls\nerp,standard,,,shared,,,2\n',
  );
});

test('after a tier changes its meter, calls of before and after both stay', async () => {
  alpha.world.deploy(ALPHA);
  await run('consumer remeter alpha --at-once');
  alpha.world.call('crm', today, 20);
  expect((await run(`usage alpha ${TODAY}`)).stdout).toMatch(/^all of alpha +standard +700 +not metered/m);
  expect((await run(`usage alpha ${TODAY}`)).stdout).toMatch(/^crm +standard +20 +1000\/month +980$/m);

  alpha.world.deploy(ALPHA_SHARED);
  await run('consumer remeter alpha --at-once');
  expect((await run(`usage alpha ${TODAY}`)).stdout).toMatch(/^crm +standard +20 \+ 3 \(log\) +shared$/m);
  expect(await json(`usage report --all ${TODAY}`)).toMatchObject({ totals: [{ own: { calls: 732 } }, {}] });
});
