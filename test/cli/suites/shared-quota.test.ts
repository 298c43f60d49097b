import { AlphaAccount } from '../support/alpha-account';
import { ALPHA, ALPHA_SHARED } from '../support/world';

const alpha = new AlphaAccount();
const { json, onboard, run } = alpha;

const SHARED_NAME = 'aps-gateway-reseller/lab/alpha/alpha/standard';
const keys = () => [...alpha.world.state.apiKeys.values()];
const keyNames = () => keys().map(({ name }) => name);
const nameOfKey = (consumerKey: string) => {
  const { id } = alpha.world.document(consumerKey)['apiKey'] as { readonly id: string };
  return alpha.world.state.apiKeys.get(id)?.name;
};
const plansOf = (name: string) =>
  [...alpha.world.state.planKeys].flatMap(([plan, ids]) =>
    keys().some((key) => key.name === name && ids.has(key.id)) ? [plan] : [],
  );

describe('on a tier that is metered by reseller', () => {
  beforeEach(async () => {
    alpha.world.deploy(ALPHA_SHARED);
    await onboard('crm', 'standard');
    await onboard('erp', 'standard');
  });

  test('all consumers of a reseller are on one API key, and those of another reseller on another', async () => {
    await onboard('south', 'standard', '', 'alpha-south');

    expect(keyNames()).toEqual([SHARED_NAME, 'aps-gateway-reseller/lab/alpha/alpha-south/standard']);
    expect(['crm', 'erp', 'south'].map(nameOfKey)).toEqual([SHARED_NAME, SHARED_NAME, keyNames()[1]]);
    expect(plansOf(SHARED_NAME)).toEqual(['plan-standard']);
  });

  test('a consumer on another tier has an API key of its own', async () => {
    await onboard('shop', 'premium');

    expect(nameOfKey('shop')).toBe('aps-gateway/lab/alpha/shop');
  });

  test('a consumer whose key looks like the name of a shared API key is not taken for one', async () => {
    await onboard('alpha.standard', 'premium');

    expect(nameOfKey('alpha.standard')).toBe('aps-gateway/lab/alpha/alpha.standard');
    expect(await run('doctor alpha')).toMatchObject({ code: 0 });
  });

  test('suspending a consumer leaves the API key of the others enabled', async () => {
    await run('consumer suspend alpha crm');

    expect(alpha.world.document('crm')).toMatchObject({ status: 'suspended' });
    expect(keys()).toMatchObject([{ name: SHARED_NAME, enabled: true }]);
    expect(await run('doctor alpha')).toMatchObject({ code: 0 });
  });

  test('a suspended consumer can be the first', async () => {
    await onboard('shop', 'standard', '--dry-run', 'alpha-south');
    await run('consumer suspend alpha crm');
    await run('consumer rotate alpha crm --secret-stdin', 'TheNewSecret');

    expect(keys()).toMatchObject([{ enabled: true }]);
  });

  test('offboarding consumers leaves the API key of the others, and of those to come', async () => {
    await run('consumer offboard alpha crm --confirm crm');
    expect(alpha.world.unmetered()).toEqual([]);

    await run('consumer offboard alpha erp --confirm erp');
    expect(keyNames()).toEqual([SHARED_NAME]);
    expect(await run('doctor alpha')).toMatchObject({ code: 0 });
  });

  test('an offboarding is undone', async () => {
    await run('consumer offboard alpha crm --confirm crm');

    expect(await run('consumer offboard alpha crm --undo')).toMatchObject({ code: 0 });
    expect(nameOfKey('crm')).toBe(SHARED_NAME);
  });

  test('show says who shares the API key', async () => {
    expect((await run('consumer show alpha crm')).stdout).toMatch(
      /API key +enabled, on tier standard, shared by all consumers of alpha on it/,
    );
    expect(await json('consumer show alpha crm')).toMatchObject({ metering: { sharedBy: 'alpha' } });
  });

  test('the calls of one consumer cannot be carried over', async () => {
    expect(await run('consumer update alpha crm --tier premium --carry-usage')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('counts the calls of all consumers of alpha together') as string,
    });
  });

  test('a consumer that moves to another gateway leaves the API key to the others, and shares one there', async () => {
    alpha.world.deploy({
      ...ALPHA_SHARED,
      resellerId: 'beta',
      serves: ['beta'],
      restApiId: 'betaapi002',
      usagePlans: { standard: 'plan-beta-standard' },
    });

    expect(await run('consumer move crm --from alpha --to beta')).toMatchObject({ code: 0 });
    expect(await run('consumer move crm --from alpha --to beta --finish --force')).toMatchObject({ code: 0 });
    expect(keyNames()).toEqual([SHARED_NAME, 'aps-gateway-reseller/lab/beta/beta/standard']);
    expect([plansOf(keyNames()[0]!), plansOf(keyNames()[1]!)]).toEqual([['plan-standard'], ['plan-beta-standard']]);
    expect([await run('doctor alpha'), await run('doctor beta')]).toMatchObject([{ code: 0 }, { code: 0 }]);
  });

  test('the API key of a reseller that the gateway no longer serves is found once no consumer uses it', async () => {
    await onboard('south', 'standard', '', 'alpha-south');
    alpha.world.deploy({ ...ALPHA_SHARED, serves: ['alpha'] });
    alpha.world.settle();
    expect((await run('doctor alpha')).stdout).not.toContain('API key');

    const secret = alpha.world.aws.secrets.secrets.get('aps-gateway/lab/alpha/south')!;
    alpha.world.aws.secrets.secrets.delete(secret.name);
    expect((await run('doctor alpha --repair')).stdout).toMatch(
      /^repaired API key \S+ of reseller alpha-south on tier standard is no longer needed/,
    );
    expect(keyNames()).toEqual([SHARED_NAME]);
  });

  test('an exported consumer can be applied again', async () => {
    const file = `${alpha.files}/consumers.yaml`;
    await run(`consumer export alpha --output ${file}`);

    expect(await json(`consumer apply alpha ${file}`)).toMatchObject({ counts: { unchanged: 2 } });
  });
});

test('a change of tier says what it means for quota and API key', async () => {
  alpha.world.deploy(ALPHA_SHARED);
  await onboard('crm', 'premium');

  expect((await run('consumer update alpha crm --tier standard')).stdout).toContain(
    'It shares the limits of tier standard with all consumers of alpha on it. Its API key is new: until it works everywhere',
  );
  const back = await run('consumer update alpha crm --tier premium');
  expect(back.stdout).toContain('The count against the quota starts again on tier premium');
  expect(back.stdout).not.toContain('Its API key is new');
});

test('only the first consumer on a shared quota has to wait for a new API key', async () => {
  alpha.world.deploy(ALPHA_SHARED);

  expect((await onboard('crm', 'standard')).stdout).toContain('A new API key can take a few minutes');
  expect((await onboard('erp', 'standard')).stdout).not.toContain('A new API key');
});

describe('after a deployment', () => {
  beforeEach(async () => {
    await onboard('crm', 'standard');
    await onboard('erp', 'standard');
    await onboard('shop', 'premium');
  });

  test('that shares the limits of a tier, its consumers keep theirs until they are remetered', async () => {
    alpha.world.deploy(ALPHA_SHARED);
    await run('consumer rotate alpha crm --secret-stdin', 'TheNewSecret');

    expect(['crm', 'erp'].map(nameOfKey)).toEqual(['aps-gateway/lab/alpha/crm', 'aps-gateway/lab/alpha/erp']);
    expect((await run('doctor alpha --repair')).stdout).toContain(
      'crm: tier standard is metered by reseller, but it still has limits of its own; run "aps-gateway consumer remeter alpha"',
    );
  });

  test('remetering first creates the API key, and uses it once it works everywhere', async () => {
    alpha.world.deploy(ALPHA_SHARED);

    const prepared = await run('consumer remeter alpha');
    expect(prepared.stdout).toMatch(/2 prepared\..* run this again after \d\d:\d\d UTC\.\n$/);
    expect(['crm', 'erp', 'shop'].map(nameOfKey)).toEqual(keyNames().slice(0, 3));
    expect(plansOf(SHARED_NAME)).toEqual(['plan-standard']);

    alpha.world.settle();
    expect(await json('consumer remeter alpha')).toMatchObject({ counts: { remetered: 2 } });
    expect(['crm', 'erp', 'shop'].map(nameOfKey)).toEqual([SHARED_NAME, SHARED_NAME, 'aps-gateway/lab/alpha/shop']);
    expect((await run('consumer remeter alpha')).stdout).toMatch(/^Nothing to do/);
    expect(await run('doctor alpha')).toMatchObject({ code: 0 });
  });

  test('remetered consumers keep their own API keys, for cached credentials and for reports', async () => {
    alpha.world.deploy(ALPHA_SHARED);
    await run('consumer remeter alpha --at-once');

    expect(plansOf('aps-gateway/lab/alpha/crm')).toEqual(['plan-standard']);
  });

  test('a dry run changes nothing', async () => {
    alpha.world.deploy(ALPHA_SHARED);
    const before = alpha.world.snapshot();

    expect(await json('consumer remeter alpha --tier standard --dry-run')).toMatchObject({
      counts: { 'would remeter': 2 },
    });
    expect(alpha.world.snapshot()).toEqual(before);
  });

  test('that separates the limits again, consumers return to their own API keys at once', async () => {
    alpha.world.deploy(ALPHA_SHARED);
    await run('consumer remeter alpha --at-once');
    await onboard('late', 'standard');
    alpha.world.settle();
    alpha.world.deploy(ALPHA);

    expect(await json('consumer remeter alpha')).toMatchObject({ counts: { remetered: 2, prepared: 1 } });
    alpha.world.settle();
    await run('consumer remeter alpha');
    expect(['crm', 'erp', 'late'].map(nameOfKey)).toEqual(
      ['crm', 'erp', 'late'].map((key) => `aps-gateway/lab/alpha/${key}`),
    );
    const values = keys().map(({ value }) => value);
    expect(new Set(values).size).toBe(values.length);
  });

  test('a shared API key that is no longer needed is found, and removed when a person says so', async () => {
    alpha.world.deploy(ALPHA_SHARED);
    await run('consumer remeter alpha --at-once');
    alpha.world.deploy(ALPHA);
    alpha.world.settle();
    await run('consumer remeter alpha');

    expect((await run('doctor alpha')).stdout).toContain('of reseller alpha on tier standard is no longer needed');
    expect(await run('doctor alpha --repair')).toMatchObject({ code: 0 });
    expect(keyNames()).not.toContain(SHARED_NAME);
  });
});
