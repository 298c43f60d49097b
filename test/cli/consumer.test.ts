import { Cli } from './support/cli';
import { ALPHA, World } from './support/world';

const cli = new Cli();
let world: World;
beforeEach(async () => {
  world = await new World().start();
});
afterEach(() => world.stop());
afterAll(() => cli.remove());

const SECRET = 'S3cretOfCrm';
const run = (commandLine: string, stdin?: string) =>
  cli.run(world.url, commandLine.split(' '), stdin === undefined ? {} : { stdin });
const onboard = (more = '') =>
  run(`consumer onboard alpha --key crm --tier standard --secret-stdin${more && ` ${more}`}`, SECRET);

test('onboarding stores credentials for an API key on the usage plan of the tier', async () => {
  expect(await onboard()).toMatchObject({ code: 0, stderr: '' });

  const [key] = [...world.state.apiKeys.values()];
  expect(key).toMatchObject({ name: 'aps-gateway/lab/alpha/crm', enabled: true });
  expect(key?.value).toMatch(/^[A-Za-z0-9]{40}$/);
  expect([...(world.state.planKeys.get('plan-standard') ?? [])]).toEqual([key?.id]);
  expect(world.document('crm')).toMatchObject({
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
  const before = world.snapshot();

  const { code, stdout } = await onboard();
  expect(code).toBe(0);
  expect(stdout).toContain('Nothing to do');
  expect(world.snapshot()).toEqual(before);
});

test('onboarding again with another secret is a conflict', async () => {
  await onboard();

  const { code, stderr } = await run('consumer onboard alpha --key crm --tier standard --secret-stdin', 'Other');
  expect(code).toBe(4);
  expect(stderr).toContain('already onboarded, with another secret');
});

test('onboarding takes at most 8 AWS calls', async () => {
  await onboard();

  expect(world.aws.calls.length).toBeLessThanOrEqual(8);
});

test('a sub-reseller is onboarded at the gateway that serves it', async () => {
  await run('consumer onboard alpha-south --key shop --tier premium --secret-stdin', 'T0psecret');

  expect(world.document('shop')).toMatchObject({ reseller: 'alpha-south', tier: 'premium' });
});

describe('a sub-reseller with fewer tiers than the gateway', () => {
  beforeEach(() => world.deploy({ ...ALPHA, narrowedTiers: { 'alpha-south': ['standard'] } }));
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

  test('can still suspend a consumer that is on a tier which it had before', async () => {
    world.deploy(ALPHA);
    await run('consumer onboard alpha-south --key shop --tier premium --secret-stdin', 'T');
    world.deploy({ ...ALPHA, narrowedTiers: { 'alpha-south': ['standard'] } });

    expect(await run('consumer suspend alpha-south shop')).toMatchObject({ code: 0 });
  });
});

test('a dry run shows the steps and changes nothing', async () => {
  const { code, stdout } = await onboard('--dry-run');

  expect(code).toBe(0);
  expect(stdout).toMatch(/would create the internal API key.*\n.*would put it on tier standard.*\n.*would store/);
  expect(world.state.apiKeys.size).toBe(0);
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
  const result = await cli.run(
    world.url,
    [...'consumer onboard alpha --key erp --tier standard --secret-stdin'.split(' '), ...Object.entries(flags).flat()],
    { stdin: SECRET },
  );

  expect(result).toMatchObject({ code: 0 });
  expect(world.document('erp')).toMatchObject({
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

test('what takes effect with a delay says so', async () => {
  await onboard();
  const delay = 'gateways that know it already follow within a minute';

  expect((await run('consumer update alpha crm --note only')).stdout).not.toContain(delay);
  expect((await run('consumer update alpha crm --operations readOnly')).stdout).toContain(delay);
  await rotate('--secret-stdin');
  expect((await rotate('--finish')).stdout).toContain('within a minute everywhere');
});

test('a change of tier moves the API key and keeps it', async () => {
  await onboard();
  const [id] = [...world.state.apiKeys.keys()];

  expect(await run('consumer update alpha crm --tier premium')).toMatchObject({ code: 0 });
  expect([...(world.state.planKeys.get('plan-standard') ?? [])]).toEqual([]);
  expect([...(world.state.planKeys.get('plan-premium') ?? [])]).toEqual([id]);
  expect(world.document('crm')).toMatchObject({ tier: 'premium', apiKey: { id } });
});

test('an empty text takes a fact away', async () => {
  await onboard('--note temporary');
  await cli.run(world.url, ['consumer', 'update', 'alpha', 'crm', '--note', '']);

  expect(world.document('crm').about).not.toHaveProperty('note');
});

test('a suspension is in the credentials and at the API key, and a resumption too', async () => {
  await onboard();
  const [id = ''] = [...world.state.apiKeys.keys()];

  await run('consumer suspend alpha crm');
  expect(world.document('crm').status).toBe('suspended');
  expect(world.state.apiKeys.get(id)?.enabled).toBe(false);

  await run('consumer resume alpha crm');
  expect(world.document('crm').status).toBe('active');
  expect(world.state.apiKeys.get(id)?.enabled).toBe(true);
});

interface Secrets {
  readonly secrets: readonly { readonly value: string; readonly validUntil?: string }[];
}
const secretsOf = () => (world.document('crm') as unknown as Secrets).secrets;
const rotate = (more: string, secret = 'NewSecret2') => run(`consumer rotate alpha crm ${more}`, secret);

test('a rotation puts the new secret before the old one, which ends with the overlap', async () => {
  await onboard();
  await rotate('--secret-stdin --overlap 2d');

  const [newest, older] = secretsOf();
  expect(newest).toMatchObject({ value: 'NewSecret2' });
  expect(newest).not.toHaveProperty('validUntil');
  expect(older?.value).toBe(SECRET);
  expect(Date.parse(older?.validUntil ?? '') - Date.now()).toBeGreaterThan(47 * 3_600_000);
  expect(Date.parse(older?.validUntil ?? '') - Date.now()).toBeLessThanOrEqual(48 * 3_600_000);
});

test('a second rotation during the overlap is a conflict', async () => {
  await onboard();
  await rotate('--secret-stdin');

  const { code, stderr } = await rotate('--secret-stdin', 'ThirdSecret3');
  expect(code).toBe(4);
  expect(stderr).toContain('still under way');
});

describe('while an overlap is running', () => {
  beforeEach(async () => {
    await onboard();
    await rotate('--secret-stdin --overlap 2d');
  });
  const hoursLeft = () => (Date.parse(secretsOf()[1]?.validUntil ?? '') - Date.now()) / 3_600_000;

  test.each(['--overlap 5d --secret-stdin', '--overlap 5d'])('"%s" gives it another end and tells it', async (more) => {
    const { code, stdout } = await rotate(more);

    expect(code).toBe(0);
    expect(hoursLeft()).toBeCloseTo(120, 0);
    expect(stdout).toContain(`beside the one before, until ${secretsOf()[1]?.validUntil}`);
  });

  test.each(['--overlap 0d --secret-stdin', '--overlap 0d'])('"%s" ends it', async (more) => {
    expect(await rotate(more)).toMatchObject({ code: 0, stdout: expect.stringContaining('and no other') as string });
    expect(secretsOf()).toMatchObject([{ value: 'NewSecret2' }]);
  });

  test('the same rotation again, without an end, changes nothing', async () => {
    expect((await rotate('--secret-stdin')).stdout).toContain('Nothing to do');
    expect(hoursLeft()).toBeCloseTo(48, 0);
  });

  test('a dry run tells until when the secret before is accepted', async () => {
    const { stdout } = await rotate('--overlap 1d --dry-run');

    expect(stdout).toMatch(/would change secrets \(the previous one accepted until \d{4}-[\d:.T-]+Z\)/);
  });

  test.each(['--finish', '--revert'])('%s with a new secret is wrong usage', async (flag) => {
    expect(await rotate(`${flag} --secret-stdin`)).toMatchObject({ code: 2 });
    expect(secretsOf()).toHaveLength(2);
  });
});

test('a rotation to the present secret is a conflict', async () => {
  await onboard();

  expect(await rotate('--secret-stdin', SECRET)).toMatchObject({
    code: 4,
    stderr: expect.stringContaining(
      'This is already the current secret of consumer crm, and no overlap is running',
    ) as string,
  });
});

test('the end of a rotation leaves the new secret alone', async () => {
  await onboard();
  await rotate('--secret-stdin');
  await rotate('--finish');

  expect(secretsOf()).toMatchObject([{ value: 'NewSecret2' }]);
});

test('the undoing of a rotation leaves the old secret alone, with the expiry that it had', async () => {
  await onboard('--secret-expires 2999-06-30');
  await rotate('--secret-stdin');
  await rotate('--revert');

  expect(secretsOf()).toMatchObject([{ value: SECRET, validUntil: '2999-07-01T00:00:00Z' }]);
});

test('what a rotation was ended on cannot be undone any more', async () => {
  await onboard();
  await rotate('--secret-stdin');
  await rotate('--finish');

  const { code, stderr } = await rotate('--revert');
  expect(code).toBe(4);
  expect(stderr).toContain('there is no previous one to return to');
  expect(secretsOf()).toMatchObject([{ value: 'NewSecret2' }]);
});

test('offboarding tells the usage, takes the API key away and schedules the deletion', async () => {
  await onboard();
  const [id = ''] = [...world.state.apiKeys.keys()];
  const today = new Date().toISOString().slice(0, 10);
  world.state.usage.set('plan-standard', new Map([[id, new Map([[today, 42]])]]));

  const { code, stdout } = await run('consumer offboard alpha crm --confirm crm --recovery-days 9');
  expect(code).toBe(0);
  expect(stdout).toContain(`crm,standard,${today},42,1000,month,958`);
  expect(world.state.apiKeys.size).toBe(0);
  const secret = world.aws.secrets.secrets.get('aps-gateway/lab/alpha/crm');
  expect(Math.round(((secret?.deletedDate?.getTime() ?? 0) - Date.now()) / 86_400_000)).toBe(9);
});

test('an offboarded consumer comes back as it was', async () => {
  await onboard('--note kept');
  const before = world.snapshot();
  await run('consumer offboard alpha crm --confirm crm');

  expect(await run('consumer offboard alpha crm --undo')).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^Consumer crm is back, as it was; its quota count starts anew\.$/m),
  });
  expect(world.snapshot()).toEqual(before);
});

test('a suspended consumer comes back suspended', async () => {
  await onboard();
  await run('consumer suspend alpha crm');
  await run('consumer offboard alpha crm --confirm crm');
  await run('consumer offboard alpha crm --undo');

  expect(world.document('crm').status).toBe('suspended');
  expect([...world.state.apiKeys.values()]).toMatchObject([{ enabled: false }]);
});

test.each(['consumer offboard alpha crm', 'consumer offboard alpha crm --confirm crn'])(
  '"%s" is refused without the key typed again',
  async (commandLine) => {
    await onboard();

    expect(await run(commandLine)).toMatchObject({ code: 2 });
    expect(world.state.apiKeys.size).toBe(1);
  },
);
