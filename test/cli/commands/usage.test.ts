import { AlphaAccount } from '../support/alpha-account';

const alpha = new AlphaAccount();
const { json, onboard, run } = alpha;

const today = new Date().toISOString().slice(0, 10);
const used = (calls: number) => {
  const [id = ''] = [...alpha.world.state.apiKeys.keys()];
  alpha.world.state.usage.set('plan-standard', new Map([[id, new Map([[today, calls]])]]));
};

test('usage is told per consumer and day against the quota', async () => {
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

test('who nearly used a quota up can be asked for, and the exit code tells that there is somebody', async () => {
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

test('an extension raises what remains, and asking for it again changes nothing', async () => {
  await onboard('crm', 'standard');
  used(400);

  expect(await run('usage extend alpha crm --by 250')).toMatchObject({ code: 0 });
  expect((await run('usage alpha crm')).stdout).toMatch(/ 850$/m);
  expect((await run('usage extend alpha crm --by 250')).stdout).toContain('Nothing to do');
  expect((await run('usage alpha crm')).stdout).toMatch(/ 850$/m);
});

test('the quota of an offboarded consumer cannot be extended, and why is told', async () => {
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
