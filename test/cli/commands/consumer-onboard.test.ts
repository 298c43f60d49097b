import { AlphaAccount } from '../support/alpha-account';
import { ALPHA } from '../support/world';

const alpha = new AlphaAccount();
const { run, words } = alpha;
const SECRET = 'SecretOfcrm';
const onboard = (more = '') => alpha.onboard('crm', 'standard', more);

test('onboarding stores credentials for an API key on the usage plan of the tier', async () => {
  expect(await onboard()).toMatchObject({ code: 0, stderr: '' });

  const [key] = [...alpha.world.state.apiKeys.values()];
  expect(key).toMatchObject({ name: 'aps-gateway/lab/alpha/crm', enabled: true });
  expect(key?.value).toMatch(/^[A-Za-z0-9]{40}$/);
  expect([...(alpha.world.state.planKeys.get('plan-standard') ?? [])]).toEqual([key?.id]);
  expect(alpha.world.document('crm')).toMatchObject({
    version: 1,
    consumerKey: 'crm',
    reseller: 'alpha',
    tier: 'standard',
    status: 'active',
    secrets: [{ value: SECRET }],
    apiKey: { id: key?.id, value: key?.value },
  });
});

test('onboarding again with the same input changes nothing', async () => {
  await onboard();
  const before = alpha.world.snapshot();

  const { code, stdout } = await onboard();
  expect(code).toBe(0);
  expect(stdout).toContain('Nothing to do');
  expect(alpha.world.snapshot()).toEqual(before);
});

test('onboarding again with another secret is a conflict', async () => {
  await onboard();

  const { code, stderr } = await run('consumer onboard alpha --key crm --tier standard --secret-stdin', 'Other');
  expect(code).toBe(4);
  expect(stderr).toContain('already onboarded, with another secret');
});

test('onboarding takes at most 8 AWS calls', async () => {
  await onboard();

  expect(alpha.world.aws.calls.length).toBeLessThanOrEqual(8);
});

test('a sub-reseller is onboarded at the gateway that serves it', async () => {
  await run('consumer onboard alpha-south --key shop --tier premium --secret-stdin', 'T0psecret');

  expect(alpha.world.document('shop')).toMatchObject({ reseller: 'alpha-south', tier: 'premium' });
});

describe('a sub-reseller with fewer tiers than the gateway', () => {
  beforeEach(() => alpha.world.deploy({ ...ALPHA, narrowedTiers: { 'alpha-south': ['standard'] } }));
  const refusal = { code: 3, stderr: 'error: Reseller alpha-south has no tier "premium"; it has: standard.\n' };

  test('cannot onboard a consumer on another', async () => {
    expect(await run('consumer onboard alpha-south --key shop --tier premium --secret-stdin', 'T')).toEqual({
      ...refusal,
      stdout: '',
    });
  });

  test('cannot move a consumer to another', async () => {
    await run('consumer onboard alpha-south --key shop --tier standard --secret-stdin', 'T');

    expect(await run('consumer update alpha-south shop --tier premium')).toMatchObject(refusal);
  });

  test('leaves the owner of the gateway all tiers', async () => {
    expect(await run('consumer onboard alpha --key crm --tier premium --secret-stdin', 'T')).toMatchObject({ code: 0 });
  });

  test('can still suspend a consumer on a tier that it used to have', async () => {
    alpha.world.deploy(ALPHA);
    await run('consumer onboard alpha-south --key shop --tier premium --secret-stdin', 'T');
    alpha.world.deploy({ ...ALPHA, narrowedTiers: { 'alpha-south': ['standard'] } });

    expect(await run('consumer suspend alpha-south shop')).toMatchObject({ code: 0 });
  });
});

test('a dry run shows the steps and changes nothing', async () => {
  const { code, stdout } = await onboard('--dry-run');

  expect(code).toBe(0);
  expect(stdout).toMatch(/would create the internal API key.*\n.*would put it on tier standard.*\n.*would store/);
  expect(alpha.world.state.apiKeys.size).toBe(0);
});

test('rules and facts are stored as the authorizer reads them', async () => {
  const flags = {
    '--valid-until': '2999-12-31',
    '--service-hours': 'mon-wed 22:00-06:00 Europe/Berlin',
    '--source-ips': '192.0.2.7,2001:db8::/32',
    '--operations': 'GET /aps/2/resources/**; POST,PUT /aps/2/x*',
    '--signature-methods': 'HMAC-SHA256',
    '--display-name': 'Enterprise planning',
    '--emails': 'a@alpha.example,b@alpha.example',
    '--external-reference': 'C-17',
    '--note': 'on trial',
    '--remark': 'from March on',
  };
  const result = await words(
    [...'consumer onboard alpha --key erp --tier standard --secret-stdin'.split(' '), ...Object.entries(flags).flat()],
    SECRET,
  );

  expect(result).toMatchObject({ code: 0 });
  expect(alpha.world.document('erp')).toMatchObject({
    rules: {
      validUntil: '3000-01-01T00:00:00Z',
      serviceHours: { days: ['mon', 'tue', 'wed'], from: '22:00', until: '06:00', timeZone: 'Europe/Berlin' },
      sourceIps: ['192.0.2.7', '2001:db8::/32'],
      operations: [
        { methods: ['GET'], path: '/aps/2/resources/**' },
        { methods: ['POST', 'PUT'], path: '/aps/2/x*' },
      ],
      signatureMethods: ['HMAC-SHA256'],
    },
    about: {
      displayName: 'Enterprise planning',
      emails: ['a@alpha.example', 'b@alpha.example'],
      externalReference: 'C-17',
      note: 'on trial',
      remark: 'from March on',
    },
  });
});
