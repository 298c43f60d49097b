import { AlphaAccount } from '../support/alpha-account';
import { seed } from '../support/seed';

const alpha = new AlphaAccount();
const { json, onboard, run } = alpha;

const today = new Date().toISOString().slice(0, 10);
const used = (calls: number) => {
  const [id = ''] = [...alpha.world.state.apiKeys.keys()];
  alpha.world.state.usage.set('plan-standard', new Map([[id, new Map([[today, calls]])]]));
};

test('usage is reported per consumer and day against the quota', async () => {
  await onboard('crm', 'standard');
  used(37);

  expect((await run('usage alpha')).stdout).toMatch(/^crm +standard +37 +1000\/month +963$/m);
  expect((await run(`usage alpha crm --from ${today} --format csv`)).stdout).toBe(
    `consumerKey,tier,day,calls,quota,period,remaining\ncrm,standard,${today},37,1000,month,963\n`,
  );
  expect(await json(`usage alpha crm --from ${today}`)).toMatchObject({
    reseller: 'alpha',
    from: today,
    to: today,
    consumers: [
      {
        consumerKey: 'crm',
        quota: { limit: 1000, period: 'month' },
        calls: 37,
        days: [{ day: today, calls: 37, remaining: 963 }],
      },
    ],
  });
});

test('calls at the gateway from which a consumer moves are named as missing until the move is finished', async () => {
  seed(alpha.world, 'crm', { about: { movedFrom: 'omega' } });
  seed(alpha.world, 'erp');

  expect((await run('usage alpha')).stderr).toContain(
    'notice: calls at the gateway of omega are not in these figures: the move from there is not finished for crm; "usage report --all" has them\n',
  );
});

test('--nearly lists the consumers that nearly used up their quota, and the exit code shows that there are any', async () => {
  await onboard('crm', 'standard');
  used(799);
  expect(await run('usage alpha --nearly 80')).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^No consumers used 80 % of a quota from /) as string,
  });
  used(800);
  expect(await run('usage alpha --nearly 80')).toMatchObject({
    code: 5,
    stdout: expect.stringMatching(/^crm +standard +800 +1000\/month +200$/m) as string,
  });
  expect(await run('usage alpha --nearly 80 --json')).toMatchObject({ code: 5 });
  expect(await run('usage alpha --nearly 0')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('--nearly: got "0", expected a percentage from 1 to 100') as string,
  });
});

test('an extension raises the remaining quota, and the same extension again changes nothing', async () => {
  await onboard('crm', 'standard');
  used(400);

  expect(await run('usage extend alpha crm --by 250')).toMatchObject({ code: 0 });
  expect((await run('usage alpha crm')).stdout).toMatch(/ 850$/m);
  expect((await run('usage extend alpha crm --by 250')).stdout).toContain('Nothing to do');
  expect((await run('usage alpha crm')).stdout).toMatch(/ 850$/m);
});

test('the quota of an offboarded consumer cannot be extended, and the error says why', async () => {
  await onboard('crm', 'standard');
  await run('consumer offboard alpha crm --confirm crm');

  expect(await run('usage extend alpha crm --by 5')).toMatchObject({
    code: 4,
    stderr: expect.stringContaining('Consumer crm was offboarded. Restore it first') as string,
  });
});

test('a tier without a quota cannot be extended', async () => {
  await onboard('crm', 'premium');

  expect(await run('usage extend alpha crm --by 5')).toMatchObject({ code: 1 });
});

test('calls on an earlier tier stay in the usage of a consumer that moved', async () => {
  await onboard('crm', 'premium');
  alpha.world.call('crm', today, 3);
  await run('consumer update alpha crm --tier standard');
  alpha.world.call('crm', today, 5);

  expect((await run('usage alpha')).stdout).toMatch(/^crm +standard \(also premium\) +8 +1000\/month +995$/m);
  expect((await run(`usage alpha crm --from ${today} --format csv`)).stdout).toBe(
    `consumerKey,tier,day,calls,quota,period,remaining\ncrm,standard,${today},5,1000,month,995\ncrm,premium,${today},3,unlimited,,\n`,
  );
  expect(await json('usage alpha')).toMatchObject({
    consumers: [{ consumerKey: 'crm', calls: 8, callsByTier: { standard: 5, premium: 3 } }],
  });
});

test('the final report of a consumer that moved holds its calls on every tier', async () => {
  await onboard('crm', 'premium');
  alpha.world.call('crm', today, 3);
  await run('consumer update alpha crm --tier standard');

  expect((await run('consumer offboard alpha crm --confirm crm')).stdout).toContain(
    `crm,premium,${today},3,unlimited,,\n`,
  );
});

test('consumers that never called have used nothing', async () => {
  await onboard('crm', 'standard');
  await onboard('billing', 'standard');

  expect(await run('usage alpha --nearly 1')).toMatchObject({ code: 0 });
  expect((await run('usage alpha')).stdout).toMatch(/^crm +standard +0 +1000\/month +1000$/m);
  expect((await run('usage extend alpha crm --by 250 --dry-run')).stdout).toContain('(it was 0); 1250 calls remain');
});

test('a move says that the count starts again, and how to carry it over', async () => {
  await onboard('crm', 'premium');

  expect((await run('consumer update alpha crm --tier standard')).stdout).toContain(
    'The count against the quota starts again on tier standard; "consumer update" with --carry-usage counts',
  );
});

test('carried over, the calls of this period count against the quota of the new tier once', async () => {
  await onboard('crm', 'premium');
  alpha.world.call('crm', today, 300);

  expect((await run('consumer update alpha crm --tier standard --carry-usage')).stdout).toContain(
    'Its calls of this period count against the quota of tier standard.',
  );
  expect((await run('usage alpha')).stdout).toMatch(/ 700$/m);
  expect((await run('consumer update alpha crm --tier standard --carry-usage')).stdout).toContain('Nothing to do');
  expect((await run('usage extend alpha crm --by 50')).stdout).toContain('(it was 0); 750 calls remain');
  expect((await run('consumer update alpha crm --carry-usage')).stdout).toContain('Nothing to do');
});

test('calls can be carried over after the move', async () => {
  await onboard('crm', 'premium');
  alpha.world.call('crm', today, 300);
  await run('consumer update alpha crm --tier standard');
  await run('consumer update alpha crm --carry-usage');

  expect((await run('usage alpha')).stdout).toMatch(/ 700$/m);
});

test('nothing is carried over to a tier without a quota', async () => {
  await onboard('crm', 'standard');
  alpha.world.call('crm', today, 300);

  expect((await run('consumer update alpha crm --tier premium --carry-usage --dry-run')).stdout).not.toContain(
    'count its calls',
  );
});

test.each([
  ['--month 2026-02', '2026-02-01', '2026-02-28'],
  ['--month 2024-02', '2024-02-01', '2024-02-29'],
  ['--month 2026-03', '2026-03-01', '2026-03-05'],
  ['--last-month', '2026-02-01', '2026-02-28'],
])('%s reports from %s to %s on 5 March 2026', async (preset, from, to) => {
  const now = () => new Date('2026-03-05T12:00:00Z');
  const { stdout } = await alpha.cli.run(alpha.world.url, `usage alpha ${preset} --json`.split(' '), { now });

  expect(JSON.parse(stdout)).toMatchObject({ from, to });
});

test.each([
  ['--month 2026-13', '--month: got "2026-13", expected a month YYYY-MM'],
  ['--month 2999-01', '--month 2999-01 is after today'],
])('%s is refused', async (preset, problem) => {
  expect(await run(`usage alpha ${preset}`)).toMatchObject({
    code: 2,
    stderr: expect.stringContaining(problem) as string,
  });
});
