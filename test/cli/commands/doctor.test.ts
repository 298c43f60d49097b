import { Cli } from '../support/cli';
import { ALPHA, World } from '../support/world';

const cli = new Cli();
let world: World;
let whole: unknown;
beforeEach(async () => {
  world = await new World().start();
  await cli.run(world.url, 'consumer onboard alpha --key crm --tier standard --secret-stdin'.split(' '), {
    stdin: 'S',
  });
  whole = world.snapshot();
});
afterEach(() => world.stop());
afterAll(() => cli.remove());

const doctor = (more = '') => cli.run(world.url, `doctor alpha ${more}`.trim().split(' '));
const firstKey = () => [...world.state.apiKeys.values()][0]!;
const LONG_AGO = new Date('2020-01-01T00:00:00Z');
const strayKey = (name: string, createdDate: Date) =>
  world.state.apiKeys.set('stray', {
    id: 'stray',
    value: 'value-of-the-stray-key',
    name,
    enabled: true,
    tags: {},
    createdDate,
    lastUpdatedDate: createdDate,
  });

test('a gateway without faults has no findings', async () => {
  expect(await doctor()).toMatchObject({ code: 0, stdout: 'Everything is as it should be.\n' });
});

test('a generated client certificate that expires soon is found and left to a deployment', async () => {
  world.state.stageCertificates.set('alphaapi01:aps', 'cert01');
  world.state.clientCertificates.set('cert01', {
    description: 'generated-2026',
    expirationDate: new Date(Date.now() + 12.5 * 86_400_000),
  });

  const found = await doctor('--json');
  expect([found.code, JSON.parse(found.stdout)]).toMatchObject([
    1,
    { findings: [{ code: 'clientCertificateExpires', state: 'found' }] },
  ]);
  expect((await doctor('--repair')).stdout).toMatch(
    /^left {5}client certificate generated-2026 expires on \S+, in 12 days.*nextClientCertificate/,
  );
});

test.each<[string, () => void]>([
  [
    'apiKeyMissing',
    () => {
      world.state.apiKeys.clear();
      world.state.planKeys.clear();
    },
  ],
  ['apiKeyDisabled', () => world.state.apiKeys.set(firstKey().id, { ...firstKey(), enabled: false })],
  ['notMetered', () => world.state.planKeys.clear()],
  [
    'wrongTier',
    () => {
      world.state.planKeys.set('plan-premium', world.state.planKeys.get('plan-standard')!);
      world.state.planKeys.delete('plan-standard');
    },
  ],
  ['recordUnreadable', () => (world.aws.secrets.secrets.get('aps-gateway/lab/alpha/crm')!.description = 'by hand')],
  ['apiKeyWithoutConsumer', () => strayKey('aps-gateway/lab/alpha/nobody', LONG_AGO)],
  ['apiKeyWithoutConsumer', () => strayKey('aps-gateway/lab/alpha/crm', LONG_AGO)],
])('%s is found, then repaired', async (code, spoil) => {
  spoil();

  const found = await doctor('--json');
  expect(found.code).toBe(1);
  expect(JSON.parse(found.stdout)).toMatchObject({ findings: [{ code, state: 'found' }] });
  expect(await doctor('--repair')).toMatchObject({ code: 0 });
  expect(await doctor()).toMatchObject({ code: 0 });
  expect(world.snapshot()).toEqual(whole);
});

test('an API key that was made just now is left to the onboarding that may be under way', async () => {
  strayKey('aps-gateway/lab/alpha/new', new Date());

  const { code, stdout } = await doctor('--repair');
  expect(code).toBe(1);
  expect(stdout).toContain('may be running');
  expect(world.state.apiKeys.has('stray')).toBe(true);
});

test('a consumer on a tier that its reseller no longer has is found, and left for a person to move', async () => {
  world.deploy({ ...ALPHA, narrowedTiers: { alpha: ['premium'] } });

  expect(JSON.parse((await doctor('--repair --json')).stdout)).toMatchObject({
    findings: [
      { code: 'tierNotOfReseller', state: 'left', message: expect.stringContaining('only premium;') as string },
    ],
  });
});

test('a suspended consumer whose API key is enabled is found', async () => {
  await cli.run(world.url, 'consumer suspend alpha crm'.split(' '));
  world.state.apiKeys.set(firstKey().id, { ...firstKey(), enabled: true });

  expect(JSON.parse((await doctor('--json')).stdout)).toMatchObject({ findings: [{ code: 'apiKeyEnabled' }] });
});

describe('after a deployment removed a tier, its consumers', () => {
  beforeEach(() => {
    const { standard: _removed, ...usagePlans } = ALPHA.usagePlans;
    world.state.planKeys.delete('plan-standard');
    world.state.usagePlans.delete('plan-standard');
    world.deploy({ ...ALPHA, usagePlans });
  });

  test('are named, with what to do', async () => {
    const { code, stdout } = await doctor('--repair');

    expect(code).toBe(1);
    expect(stdout).toContain('crm: its tier standard has no usage plan, so every request is refused; move it with');
    expect((await cli.run(world.url, ['consumer', 'list', 'alpha'])).stderr).toMatch(/no usage plan.*: crm\n$/);
  });

  test('are moved to the tier that is given', async () => {
    expect(await doctor('--repair --tier premium')).toMatchObject({ code: 0 });
    expect(await doctor()).toMatchObject({ code: 0 });
    expect(world.document('crm')).toMatchObject({ tier: 'premium' });
    expect(world.unmetered()).toEqual([]);
  });
});

test('a tier without --repair is wrong usage', async () => {
  expect(await doctor('--tier premium')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('--repair') as string,
  });
});

describe('all gateways of an environment', () => {
  const BETA = {
    ...ALPHA,
    resellerId: 'beta',
    serves: ['beta'],
    restApiId: 'betaapi002',
    usagePlans: { basic: 'plan-basic' },
  };
  const all = (more = '') => cli.run(world.url, `doctor --all ${more}`.trim().split(' '));
  beforeEach(async () => {
    world.deploy(BETA);
    await cli.run(world.url, 'consumer onboard beta --key shop --tier basic --secret-stdin'.split(' '), { stdin: 'S' });
    world.state.planKeys.clear();
  });

  test('are examined, and each finding names its gateway', async () => {
    const { code, stdout } = await all();

    expect(code).toBe(1);
    expect(stdout).toMatch(/^found {4}alpha crm: its API key is on no tier/m);
    expect(stdout).toMatch(/^found {4}beta shop: its API key is on no tier/m);
    expect(stdout).toMatch(/^2 found; --repair/m);
  });

  test('are repaired', async () => {
    const { code, stdout } = await all('--repair --json');

    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      environment: 'lab',
      gateways: [
        { gateway: 'alpha', findings: [{ code: 'notMetered', consumerKey: 'crm', state: 'repaired' }] },
        { gateway: 'beta', findings: [{ code: 'notMetered', consumerKey: 'shop', state: 'repaired' }] },
      ],
      open: 0,
      failed: 0,
    });
    expect(await all()).toMatchObject({ code: 0, stdout: 'Everything is as it should be.\n' });
  });

  test('are examined even if one of them cannot be', async () => {
    world.deploy({ ...BETA, usagePlans: {} });
    world.state.usagePlans.delete('plan-basic');
    world.aws.parameters.put('/aps-gateway/lab/gateways/zeta', '{"version":3}');

    const { code, stdout } = await all('--repair');
    expect(code).toBe(1);
    expect(stdout).toMatch(/^repaired alpha crm: /m);
    expect(stdout).toMatch(/^unknown {2}beta: apigateway:GET failed: NotFoundException/m);
    expect(stdout).toMatch(/^unknown {2}zeta: .* was made by a newer version/m);
    expect(stdout).toContain('Everything is repaired. 2 of 3 gateways could not be examined in full.\n');
  });

  test.each([
    ['doctor', 'Give either the id of a reseller or --all.'],
    ['doctor alpha --all', 'Give either the id of a reseller or --all.'],
    ['doctor --all --repair --tier basic', '--tier: expected one reseller'],
  ])('cannot be meant by %s', async (commandLine, message) => {
    expect(await cli.run(world.url, commandLine.split(' '))).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(message) as string,
    });
  });
});
