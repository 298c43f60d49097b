import { AlphaAccount } from '../support/alpha-account';
import { ALPHA } from '../support/world';

const alpha = new AlphaAccount();
const { json, onboard, run } = alpha;

const MOVE = 'consumer move-tier alpha --from standard --to premium';
const tierOf = (key: string) => alpha.world.document(key)['tier'];

beforeEach(async () => {
  await onboard('crm', 'standard');
  await onboard('erp', 'standard');
  await onboard('shop', 'premium');
  await onboard('south', 'standard', '', 'alpha-south');
});

test('all consumers of the reseller on the tier are moved, and no others', async () => {
  expect(await json(MOVE)).toMatchObject({
    counts: { moved: 2 },
    results: [
      { consumerKey: 'crm', outcome: 'moved' },
      { consumerKey: 'erp', outcome: 'moved' },
    ],
  });
  expect(['crm', 'erp', 'shop', 'south'].map(tierOf)).toEqual(['premium', 'premium', 'premium', 'standard']);
  expect(alpha.world.unmetered()).toEqual([]);
});

test('a dry run names them and changes nothing', async () => {
  const before = alpha.world.snapshot();
  const { stdout } = await run(`${MOVE} --dry-run`);

  expect(stdout).toContain('would move    crm\nwould move    erp\n');
  expect(alpha.world.snapshot()).toEqual(before);
});

test('run again, it has nothing to do', async () => {
  await run(MOVE);

  expect(await run(MOVE)).toMatchObject({
    code: 0,
    stdout: 'Nothing to do: no consumer of alpha is on tier standard.\n',
  });
});

test('a consumer whose move stopped between two usage plans is completed', async () => {
  await run(MOVE);
  const [crm] = [...alpha.world.state.apiKeys.values()].filter(({ name }) => name.endsWith('/crm'));
  alpha.world.state.planKeys.get('plan-premium')?.delete(crm?.id ?? '');

  expect(await json(MOVE)).toMatchObject({ results: [{ consumerKey: 'crm', outcome: 'moved' }] });
  expect(alpha.world.unmetered()).toEqual([]);
});

test('the tier to move from may already be gone', async () => {
  const { premium } = ALPHA.usagePlans;
  alpha.world.deploy({ ...ALPHA, usagePlans: { premium: premium! } });
  alpha.world.state.planKeys.delete('plan-standard');
  alpha.world.state.usagePlans.delete('plan-standard');

  expect(await run(MOVE)).toMatchObject({ code: 0 });
  expect(tierOf('crm')).toBe('premium');
});

test('one consumer that cannot be moved does not stop the others', async () => {
  const crm = alpha.world.aws.secrets.secrets.get('aps-gateway/lab/alpha/crm')!;
  crm.add({ id: 'by-hand', value: '{}', createdDate: new Date() });

  const { code, stdout } = await run(MOVE);
  expect(code).toBe(1);
  expect(stdout).toMatch(/^refused +crm: /m);
  expect(tierOf('erp')).toBe('premium');
});

test.each([
  ['--from standard --to standard', 2, /are both "standard"\. Name another tier/],
  ['--from standard --to gold', 3, /no tier "gold"/],
])('%s is refused before anything changes', async (flags, code, message) => {
  expect(await run(`consumer move-tier alpha ${flags}`)).toMatchObject({
    code,
    stderr: expect.stringMatching(message) as string,
  });
});

test('no consumer can be moved to a retired tier', async () => {
  alpha.world.deploy({ ...ALPHA, retiredTiers: ['premium'] });

  expect(await run(MOVE)).toMatchObject({ code: 4, stderr: expect.stringContaining('is retired') as string });
  expect(tierOf('crm')).toBe('standard');
});
