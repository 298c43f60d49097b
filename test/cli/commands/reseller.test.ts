import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Cli } from '../support/cli';
import { ALPHA, World } from '../support/world';

const cli = new Cli();
let folder: string;
let world: World;
beforeEach(async () => {
  world = await new World().start();
  folder = mkdtempSync(join(tmpdir(), 'aps-gateway-config-'));
  cpSync(join(__dirname, '..', '..', '..', 'config', 'lab'), join(folder, 'config', 'lab'), { recursive: true });
});
afterEach(async () => {
  await world.stop();
  rmSync(folder, { recursive: true });
});
afterAll(() => cli.remove());

const run = (...commandLine: string[]) => cli.run(world.url, commandLine, { workingDirectory: folder });

test('what is declared is compared with what is deployed', async () => {
  const { stdout } = await run('reseller', 'list', '--json');

  expect(JSON.parse(stdout)).toMatchObject({
    resellers: [
      { resellerId: 'alpha', state: 'deployed', url: 'https://alpha.gateway.example' },
      { resellerId: 'alpha-south', state: 'not declared', gateway: 'alpha' },
      { resellerId: 'beta', state: 'not deployed' },
      { resellerId: 'beta-north', state: 'not deployed', gateway: 'beta' },
    ],
  });
});

test('a deployed sub-reseller is shown with its own tiers, not with those of the gateway', async () => {
  world.deploy({ ...ALPHA, narrowedTiers: { 'alpha-south': ['standard'] } });

  const { stdout } = await run('reseller', 'show', 'alpha-south', '--json');
  expect(JSON.parse(stdout)).toMatchObject({ reseller: { gateway: 'alpha', tiers: ['standard'] } });
});

test('a reseller is shown with the value for the platform', async () => {
  const { stdout } = await run('reseller', 'show', 'alpha');

  expect(stdout).toMatch(/^APS OAuth API Gateway URL +https:\/\/alpha\.gateway\.example$/m);
});

test('a gateway for tokens only is shown without the property, which decides about signatures', async () => {
  world.deploy({ ...ALPHA, authentication: ['bearer'] });

  const { stdout } = await run('reseller', 'show', 'alpha');
  expect(stdout).toMatch(/^URL of the gateway +https:\/\/alpha\.gateway\.example$/m);
  expect(stdout).not.toContain('APS OAuth API Gateway URL');
});

test('a reseller is shown with the DNS record to make for a domain outside Route 53', async () => {
  world.deploy({ ...ALPHA, dnsTargets: { 'api.alpha.example': 'd-alpha7.execute-api.eu-central-1.amazonaws.com' } });

  const { stdout } = await run('reseller', 'show', 'alpha');
  expect(stdout).toMatch(
    /^DNS record +api\.alpha\.example\. CNAME d-alpha7\.execute-api\.eu-central-1\.amazonaws\.com\.$/m,
  );
});

test('a reseller is shown with its place in the hierarchy, its routes, contacts and reference', async () => {
  const more = 'externalReference: CRM-7\ncontacts: [ops@beta.example]\n';
  const file = join(folder, 'config/lab/resellers/beta-north.yaml');
  writeFileSync(
    file,
    readFileSync(file, 'utf8').replace(/^(?:externalReference|contacts):.*\n(?: .*\n)*/gm, '') + more,
  );

  const { stdout } = await run('reseller', 'show', 'beta-north');
  expect(stdout).toMatch(/^parent +beta$/m);
  expect(stdout).toMatch(/^contacts +ops@beta\.example$/m);
  expect(stdout).toMatch(/^external reference +CRM-7$/m);
  expect(stdout).toMatch(/^routes +\/aps\/2\/resources/m);
  expect((await run('reseller', 'show', 'beta')).stdout).toMatch(/^children +beta-north$/m);
});

test('a reseller is shown with the audience, the groups and the client certificates of its deployed gateway', async () => {
  const operationGroups = { ordering: 'B' };
  world.deploy({ ...ALPHA, audience: 'internal', vpcEndpoints: ['vpce-0a1'], operationGroups, mutualTls: true });

  const { stdout } = await run('reseller', 'show', 'alpha');
  expect(stdout).toMatch(/^audience +internal: only through vpce-0a1$/m);
  expect(stdout).toMatch(/^operation groups +ordering \(level B\)$/m);
  expect(stdout).toMatch(/^client certificates +required$/m);
});

test('a reseller that is not deployed is shown with the access that its files declare', async () => {
  const file = join(folder, 'config/lab/resellers/beta.yaml');
  writeFileSync(file, `${readFileSync(file, 'utf8')}lockout: { failures: 7, withinMinutes: 5, forMinutes: 20 }\n`);

  const { stdout } = await run('reseller', 'show', 'beta');
  expect(stdout).toMatch(/^accepts +OAuth 1\.0a signatures$/m);
  expect(stdout).toMatch(/^audience +external: the internet$/m);
  expect(stdout).toMatch(/^lockout +7 failed attempts within 5 minutes lock an address out of a key for 20 minutes$/m);
});

test('a deployed reseller is shown with links to its dashboard and logs', async () => {
  const platform = join(folder, 'config/lab/platform.yaml');
  writeFileSync(platform, `${readFileSync(platform, 'utf8')}\ndashboards: gateways\nregion: eu-north-1\n`);

  const { stdout } = await run('reseller', 'show', 'alpha');
  const page = 'https://console.aws.amazon.com/cloudwatch/home?region=eu-north-1';
  expect(stdout).toContain(`${page}#dashboards/dashboard/aps-gateway-lab-alpha\n`);
  expect(stdout).toContain(`${page}#logsV2:log-groups/log-group/$252Faps-gateway$252Flab$252F`);
});

test('a deployed tier that is no longer declared is warned about, before its usage plan goes', async () => {
  world.deploy({ ...ALPHA, usagePlans: { standard: 'plan-standard', gold: 'plan-gold' }, retiredTiers: ['standard'] });

  const { stdout, stderr } = await run('reseller', 'show', 'alpha');
  expect(stdout).toMatch(/^tiers +standard \(retired\), gold \(not declared\)$/m);
  expect(stderr).toMatch(/^warning: tier gold of alpha .*move-tier alpha --from gold/);
});

describe('a gateway that a newer version made', () => {
  const NAME = '/aps-gateway/lab/gateways/beta';
  beforeEach(() => world.aws.parameters.put(NAME, JSON.stringify({ version: 3, resellerId: 'beta', tiers: [] })));

  test('is listed as such with a warning, next to the others', async () => {
    const { code, stdout, stderr } = await run('reseller', 'list', '--json');

    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      resellers: [
        { resellerId: 'alpha', state: 'deployed' },
        { resellerId: 'alpha-south', state: 'not declared' },
        { resellerId: 'beta', state: 'made by a newer version' },
        { resellerId: 'beta-north', state: 'made by a newer version', gateway: 'beta' },
      ],
    });
    expect(stderr).toContain(
      `warning: The gateway of the SSM parameter ${NAME} was made by a newer version of the package, which this command cannot read. Update the package.\n`,
    );
  });

  test('is listed even if it is no longer declared', async () => {
    world.aws.parameters.put('/aps-gateway/lab/gateways/omega', JSON.stringify({ version: 3 }));

    expect((await run('reseller', 'list')).stdout).toMatch(/^omega +made by a newer version +omega/m);
  });

  test('does not keep the consumers of others from being listed', async () => {
    expect(await run('consumer', 'list', 'alpha')).toMatchObject({ code: 0 });
    expect(await run('consumer', 'list')).toMatchObject({ code: 0 });
  });

  test('keeps impact from judging the rest as the whole', async () => {
    const { code, stderr } = await run('impact', '--all');

    expect(code).toBe(1);
    expect(stderr).toContain('was made by a newer version of the package');
  });

  test('may serve a reseller that no other gateway serves', async () => {
    const { code, stderr } = await run('consumer', 'show', 'beta-north', 'crm');

    expect(code).toBe(1);
    expect(stderr).toContain('was made by a newer version of the package');
    expect(stderr).not.toContain('is not deployed');
  });

  test('is not changed, and its owner is not advised to deploy it with this version', async () => {
    const { code, stderr } = await run('consumer', 'show', 'beta', 'crm');

    expect(code).toBe(1);
    expect(stderr).toContain('was made by a newer version of the package');
    expect(stderr).not.toContain('Deploy');
  });
});

test('a gateway with a damaged descriptor is listed as such, next to the others', async () => {
  world.aws.parameters.put('/aps-gateway/lab/gateways/beta', 'half a desc');

  const { code, stdout, stderr } = await run('reseller', 'list');
  expect(code).toBe(0);
  expect(stdout).toMatch(/^beta +unreadable descriptor/m);
  expect(stdout).toMatch(/^alpha +deployed/m);
  expect(stderr).toContain("does not describe a gateway: it is not JSON. Deploy the reseller's stack again.");
});

test('the error for an unknown reseller lists those that exist', async () => {
  expect(await run('reseller', 'show', 'omega')).toMatchObject({
    code: 3,
    stderr: expect.stringContaining('there are: alpha, alpha-south, beta, beta-north.') as string,
  });
});

test('an unknown environment is not found, by the whole path of its folder', async () => {
  const { code, stderr } = await run('reseller', 'list', '--environment', 'nope');

  expect(code).toBe(3);
  expect(stderr).toContain(`${join(folder, 'config/nope')}  there is no such environment, got "nope"`);
  expect(stderr).toContain('--environment chooses the environment, and --config the folder that holds it.');
});
