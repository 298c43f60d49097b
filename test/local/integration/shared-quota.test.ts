import { ChangedLab } from '../support/changed-lab';
import { RESOURCES } from '../support/served';

/** The lab, with two tiers that are metered by reseller; beta's gateway serves beta-north too. */
const lab = new ChangedLab();
lab.change('platform.yaml', {
  tiers: {
    pool: { quota: { limit: 3, period: 'day' }, throttle: { rateLimit: 90, burstLimit: 90 }, meteredBy: 'reseller' },
    slow: { quota: 'unlimited', throttle: { rateLimit: 1, burstLimit: 2 }, meteredBy: 'reseller' },
  },
});
const inherited = { tiers: { pool: 'inherit', slow: 'inherit' } };
for (const id of ['alpha', 'beta', 'beta-north']) lab.change(`resellers/${id}.yaml`, inherited);

const { served, run } = lab.serve('declared');

/** Onboards a consumer, and returns a function that sends a request as it and returns the status. */
async function onboard(reseller: string, consumerKey: string, tier: string): Promise<() => Promise<number>> {
  const consumerSecret = `SecretOf${consumerKey}`;
  const line = `consumer onboard ${reseller} --key ${consumerKey} --tier ${tier} --secret-stdin`;
  expect(await run(line, consumerSecret)).toMatchObject({ code: 0 });
  return async () => (await served.beta.send(RESOURCES, { as: { consumerKey, consumerSecret } })).status;
}

test('two consumers of a reseller share one quota, and another reseller on the tier has its own', async () => {
  const [crm, erp, north] = [
    await onboard('beta', 'crm-pool', 'pool'),
    await onboard('beta', 'erp-pool', 'pool'),
    await onboard('beta-north', 'north-pool', 'pool'),
  ];

  expect([await crm(), await erp(), await crm(), await erp(), await crm()]).toEqual([200, 200, 200, 429, 429]);
  expect([await north(), await north(), await north(), await north()]).toEqual([200, 200, 200, 429]);
  const { stdout } = await run('usage beta');
  expect(stdout).toMatch(/^all of beta +pool +3 +3\/day +0$/m);
  expect(stdout).toMatch(/^crm-pool +pool +2 \(log\) +shared$/m);
  expect(stdout).toMatch(/^erp-pool +pool +1 \(log\) +shared$/m);
  expect((await run('usage beta-north')).stdout).toMatch(/^all of beta-north +pool +3 +3\/day +0$/m);
});

test('two consumers of a reseller share one rate, and another reseller on the tier has its own', async () => {
  const [crm, erp, north] = [
    await onboard('beta', 'crm-slow', 'slow'),
    await onboard('beta', 'erp-slow', 'slow'),
    await onboard('beta-north', 'north-slow', 'slow'),
  ];
  const statuses = await Promise.all([crm(), erp(), crm(), erp(), crm(), erp()]);

  expect(statuses.filter((status) => status === 429).length).toBeGreaterThanOrEqual(3);
  expect(await north()).toBe(200);
});

test('a suspended consumer does not stop the others', async () => {
  const [crm, erp] = [await onboard('beta', 'crm-on', 'slow'), await onboard('beta', 'erp-on', 'slow')];
  await run('consumer suspend beta crm-on');
  await new Promise((resolve) => setTimeout(resolve, 2100));

  expect([await crm(), await erp()]).toEqual([401, 200]);
});

test('doctor finds nothing to repair', async () => {
  expect(await run('doctor beta')).toMatchObject({ code: 0 });
});
