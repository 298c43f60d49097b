import { readFileSync, writeFileSync } from 'node:fs';
import { declaredConsumers } from '../support/declared-consumers';
import { ALPHA_SHARED } from '../support/world';

const { alpha, file, secrets, declare, APPLY } = declaredConsumers();
const { json, onboard, run } = alpha;

test('what is exported changes nothing when it is applied', async () => {
  await run(`consumer export alpha -o ${file} --overwrite`);
  const before = alpha.world.snapshot();

  expect(await json(APPLY)).toMatchObject({ counts: { unchanged: 2 }, undeclared: [] });
  expect(alpha.world.snapshot()).toEqual(before);
  expect(readFileSync(file, 'utf8')).toContain('secretExpires: 2999-01-03T00:00:00Z');
});

test('new consumers are onboarded and others changed to what the file says', async () => {
  declare(
    '{ consumerKey: crm, tier: premium, status: suspended, secretExpires: never, displayName: CRM }',
    '{ consumerKey: erp, tier: premium }',
    '{ consumerKey: shop, tier: standard, secretExpires: 2999-03-04 }',
  );

  expect(await json(`${APPLY} --secrets ${secrets}`)).toMatchObject({
    results: [
      { consumerKey: 'crm', outcome: 'updated' },
      { consumerKey: 'erp', outcome: 'unchanged' },
      { consumerKey: 'shop', outcome: 'onboarded' },
    ],
  });
  const crm = alpha.world.document('crm') as { about: object; secrets: object[] };
  expect(crm).toMatchObject({ tier: 'premium', status: 'suspended' });
  expect(crm).not.toHaveProperty('rules');
  const instant = expect.any(String) as string;
  expect(crm.about).toEqual({ displayName: 'CRM', onboardedAt: instant, statusChangedAt: instant });
  expect(crm.secrets).toEqual([{ value: 'SecretOfcrm', addedAt: expect.any(String) as string }]);
  expect(alpha.world.document('shop')).toMatchObject({ secrets: [{ validUntil: '2999-03-05T00:00:00Z' }] });
  expect(await json(APPLY)).toMatchObject({ counts: { unchanged: 3 } });
});

test('a suspension notes when it was made, and a later change keeps that', async () => {
  declare('{ consumerKey: erp, tier: premium, status: suspended }');
  await run(APPLY);
  const { statusChangedAt } = alpha.world.document('erp')['about'] as { readonly statusChangedAt?: string };
  declare('{ consumerKey: erp, tier: premium, note: changed }');
  await run(APPLY);

  expect(statusChangedAt).toBeDefined();
  expect(alpha.world.document('erp')).toMatchObject({ about: { statusChangedAt, note: 'changed' } });
});

test('a change of tier forgets that calls were carried over to the tier before', async () => {
  await onboard('shop', 'premium');
  await run('consumer update alpha shop --tier standard --carry-usage');
  expect(alpha.world.document('shop')).toMatchObject({ about: { usageCarriedAt: expect.any(String) as string } });
  declare('{ consumerKey: shop, tier: premium }');
  await run(APPLY);

  expect(alpha.world.document('shop')).toMatchObject({ tier: 'premium' });
  expect(alpha.world.document('shop')['about']).not.toHaveProperty('usageCarriedAt');
});

test('a dry run says what would change, and changes nothing', async () => {
  declare('{ consumerKey: crm, tier: premium }', '{ consumerKey: shop, tier: standard }');
  const before = alpha.world.snapshot();

  expect(await json(`${APPLY} --secrets ${secrets} --prune --dry-run`)).toMatchObject({
    results: [
      { consumerKey: 'crm', outcome: 'would update', reason: expect.stringContaining('tier (got "premium"') as string },
      { consumerKey: 'shop', outcome: 'would onboard' },
      { consumerKey: 'erp', outcome: 'would offboard' },
    ],
  });
  expect(alpha.world.snapshot()).toEqual(before);
});

test('a new consumer without a secret is refused, the others are applied', async () => {
  declare('{ consumerKey: shop, tier: standard }', '{ consumerKey: erp, tier: premium, note: changed }');

  const { code, stdout } = await run(APPLY);
  expect(code).toBe(1);
  expect(stdout).toMatch(/^refused +shop: it is new and has no consumer secret; add one to the file of secrets$/m);
  expect(alpha.world.document('erp')).toMatchObject({ about: { note: 'changed' } });
});

test('a consumer whose API key an interrupted run left on no tier is completed', async () => {
  await run(`consumer export alpha -o ${file} --overwrite`);
  alpha.world.state.planKeys.get('plan-premium')?.clear();

  expect(await json(APPLY)).toMatchObject({ counts: { unchanged: 1, updated: 1 } });
  expect(alpha.world.unmetered()).toEqual([]);
});

test.each([
  [
    'the records of another reseller',
    '{ consumerKey: south, reseller: alpha-south, tier: standard }',
    'alpha-south (1)',
  ],
  ['no records', undefined, 'The file declares no consumers'],
])('a file with %s does not offboard all consumers', async (_what, record, problem) => {
  if (record === undefined) writeFileSync(file, 'consumers: []\n');
  else declare(record);
  const before = alpha.world.snapshot();

  expect(await run(`${APPLY} --prune --yes`)).toMatchObject({
    code: 2,
    stderr: expect.stringContaining(problem) as string,
  });
  expect(alpha.world.snapshot()).toEqual(before);
});

test('records of other resellers in the file are skipped, and a notice says so', async () => {
  declare('{ consumerKey: erp, tier: premium }', '{ consumerKey: south, reseller: alpha-south, tier: premium }');

  expect((await run(APPLY)).stderr).toContain('notice: records of other resellers are skipped: alpha-south (1)\n');
  expect(alpha.world.document('south')).toMatchObject({ tier: 'standard' });
});

describe('onto a tier whose shared API key is new', () => {
  beforeEach(() => alpha.world.deploy(ALPHA_SHARED));
  const nameOfKey = () => {
    const { id } = alpha.world.document('erp')['apiKey'] as { readonly id: string };
    return alpha.world.state.apiKeys.get(id)?.name;
  };
  const SHARED_NAME = 'aps-gateway-reseller/lab/alpha/alpha/standard';

  test('a consumer keeps its own until the new one works everywhere', async () => {
    declare('{ consumerKey: erp, tier: standard }');

    expect(await run(APPLY)).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/1 prepared\. .*run this again after \d\d:\d\d UTC/) as string,
    });
    expect(nameOfKey()).toBe('aps-gateway/lab/alpha/erp');
    alpha.world.settle();
    expect(await json(APPLY)).toMatchObject({ counts: { updated: 1 } });
    expect(nameOfKey()).toBe(SHARED_NAME);
  });

  test('with --at-once it does not wait', async () => {
    declare('{ consumerKey: erp, tier: standard }');

    expect(await json(`${APPLY} --at-once`)).toMatchObject({ counts: { updated: 1 } });
    expect(nameOfKey()).toBe(SHARED_NAME);
  });

  test('a suspension does not wait', async () => {
    declare('{ consumerKey: erp, tier: standard, status: suspended }');

    expect(await json(APPLY)).toMatchObject({ counts: { updated: 1 } });
    expect(alpha.world.document('erp')).toMatchObject({ status: 'suspended' });
  });
});
