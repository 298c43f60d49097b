import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Cli } from '../support/cli';
import { seed } from '../support/seed';
import { ALPHA, World } from '../support/world';

const cli = new Cli();
let folder: string;
let world: World | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'aps-gateway-impact-'));
  write('config', '[GET, POST]');
});
afterEach(async () => {
  await world?.stop();
  world = undefined;
  rmSync(folder, { recursive: true });
});
afterAll(() => cli.remove());

const TIERS = `tiers:
  standard: { quota: { limit: 1000, period: month }, throttle: { rateLimit: 5, burstLimit: 9 } }
  premium: { quota: unlimited, throttle: { rateLimit: 50, burstLimit: 90 } }
`;

/** Writes an environment whose gateway has one route with these methods. */
function write(root: string, methods: string, tiers = TIERS): void {
  mkdirSync(join(folder, root, 'lab', 'resellers'), { recursive: true });
  const uiNodes = 'uiNodes: { brandEndpoint: https://brand.provider.test }';
  writeFileSync(join(folder, root, 'lab', 'platform.yaml'), `displayName: Lab\n${uiNodes}\n${tiers}`);
  const route = `routes: [{ path: /aps/2/resources, methods: ${methods} }]`;
  writeFileSync(join(folder, root, 'lab', 'resellers', 'alpha.yaml'), `displayName: Alpha\n${route}\n`);
}

const run = (...words: string[]) => cli.run(world?.url ?? '', ['impact', ...words], { workingDirectory: folder });

describe('without AWS, two configurations and an export', () => {
  const consumers = 'consumerKey,reseller,tier,operations\ncrm,alpha,standard,\nreader,alpha,premium,readOnly\n';
  beforeEach(() => {
    write('before', '[GET, POST, PUT]');
    writeFileSync(join(folder, 'consumers.csv'), consumers);
  });

  test('tell who loses which method, and end with 5', async () => {
    const { code, stdout } = await run('--all', '--from', 'before', '--consumers', 'consumers.csv');

    expect(code).toBe(5);
    expect(stdout).toBe('loses  crm of alpha: PUT /aps/2/resources and below\n1 of 2 consumers lose something.\n');
  });

  test('are compared as JSON for pipelines', async () => {
    const { code, stdout } = await run('alpha', '--from', 'before', '--consumers', 'consumers.csv', '--json');

    expect(code).toBe(5);
    expect(JSON.parse(stdout)).toMatchObject({
      environment: 'lab',
      from: 'before',
      compared: 2,
      losing: 1,
      consumers: [
        {
          consumerKey: 'crm',
          gateway: 'alpha',
          losses: [{ kind: 'route', method: 'PUT', path: '/aps/2/resources', where: 'both' }],
        },
      ],
      goneHosts: {},
    });
  });

  test('say which tiers go with the calls that they counted, although no consumer is on them', async () => {
    write('before', '[GET, POST]', `${TIERS}  gold: { quota: unlimited, throttle: { rateLimit: 5, burstLimit: 9 } }\n`);

    expect(await run('--all', '--from', 'before', '--consumers', 'consumers.csv')).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^goes +tier gold of the gateway of alpha, with the calls counted there/) as string,
    });
  });

  test('end with 0 when no consumer loses anything', async () => {
    expect(await run('--all', '--from', 'config', '--consumers', 'consumers.csv')).toEqual({
      code: 0,
      stdout: 'None of 2 consumers loses anything.\n',
      stderr: '',
    });
  });

  test('may be two revisions of a repository, which stays as it is', async () => {
    const git = (...words: string[]) =>
      execFileSync('git', ['-c', 'user.name=T', '-c', 'user.email=t@example.test', ...words], { cwd: folder });
    git('init', '-q');
    write('config', '[GET, POST, DELETE]');
    git('add', 'config');
    git('commit', '-qm', 'before');
    write('config', '[GET, POST]');
    const status = () => git('status', '--porcelain').toString();
    const before = status();

    const { code, stdout } = await run('--all', '--from', 'git:HEAD', '--consumers', 'consumers.csv');
    expect(code).toBe(5);
    expect(stdout).toContain('loses  crm of alpha: DELETE /aps/2/resources and below\n');
    expect(status()).toBe(before);
  });

  test.each([
    [['--all', '--from', 'git:nowhere', '--consumers', 'consumers.csv'], 2, /at the revision "nowhere"/],
    [['--all', '--from', 'missing', '--consumers', 'consumers.csv'], 3, /does not exist/],
    [['alpha', '--all'], 2, /either the id of a reseller or --all/],
    [['omega', '--from', 'before', '--consumers', 'consumers.csv'], 3, /neither declared nor deployed/],
  ])('%j is refused', async (words, code, message) => {
    expect(await run(...words)).toMatchObject({ code, stderr: expect.stringMatching(message) as string });
  });
});

describe('what is deployed', () => {
  beforeEach(async () => {
    world = await new World().start();
    world.deploy({ ...ALPHA, serves: ['alpha'], routes: [{ path: '/aps/2/resources', methods: ['GET', 'POST'] }] });
    seed(world, 'crm');
    seed(world, 'erp', { tier: 'premium' });
  });

  test('is compared with the files: tiers, limits and the host', async () => {
    write('config', '[GET]', TIERS.replace('limit: 1000', 'limit: 900').replace(/^ +premium.*\n/m, ''));
    const { code, stdout } = await run('alpha');

    expect(code).toBe(5);
    expect(stdout).toMatch(/^goes {3}alpha\.gateway\.example of the gateway of alpha$/m);
    expect(stdout).toContain('loses  crm of alpha: quota.limit falls to at most 900 per month\n');
    expect(stdout).toContain('loses  crm of alpha: POST /aps/2/resources and below\n');
    expect(stdout).toContain('loses  erp of alpha: tier premium, so every request is refused with 403\n');
  });

  test('is listed once for all gateways, and only their consumers are compared', async () => {
    world!.deploy({ ...ALPHA, resellerId: 'beta', serves: ['beta'], usagePlans: { standard: 'plan-beta' } });
    world!.aws.calls.length = 0;
    const { stdout } = await run('--all', '--json');

    expect(JSON.parse(stdout)).toMatchObject({ compared: 2 });
    expect(world!.aws.calls.filter(({ operation }) => operation === 'ListSecrets')).toHaveLength(1);
  });

  describe('with an operation group', () => {
    const group = (operations: string) => `operationGroups:
  ordering: { level: C, operations: ${operations} }
`;
    const ANY = '[{ path: /aps/2/resources/** }]';
    const READ = '[{ path: /aps/2/resources/**, methods: [GET] }]';
    const setting = { ordering: { level: 'C', operations: [{ path: '/aps/2/resources/**' }] } };

    beforeEach(() => {
      world!.deploy({ ...ALPHA, serves: ['alpha'], operationGroups: { ordering: 'C' } });
      world!.aws.fleet.functions.set(ALPHA.authorizerFunction, 'Active');
      world!.aws.fleet.variables.set(ALPHA.authorizerFunction, {
        APS_GATEWAY_OPERATION_GROUPS: JSON.stringify(setting),
      });
      seed(world!, 'grouped', { rules: { groups: ['ordering'] } });
    });

    test('that allows less, its consumers lose operations', async () => {
      write('config', '[GET, POST]', TIERS + group(READ));

      expect((await run('alpha')).stdout).toMatch(
        /^loses {2}grouped of alpha: PUT \/aps\/2\/resources\/\*\* of its operation groups$/m,
      );
    });

    test('that stays, nothing is said about it', async () => {
      write('config', '[GET, POST]', TIERS + group(ANY));
      const { stdout, stderr } = await run('alpha');

      expect([stdout.includes('operation group'), stderr]).toEqual([false, '']);
    });

    test('whose operations cannot be read, a warning says so and the rest is compared', async () => {
      world!.aws.faults.inject({ kind: 'deny', service: 'lambda', operation: 'GetFunctionConfiguration' });
      write('config', '[GET]', TIERS + group(READ));
      const { stdout, stderr } = await run('alpha');

      expect(stderr).toMatch(
        /^warning: operations of the operation groups at the gateway of alpha are not compared: AWS denied access: .*lambda:GetFunctionConfiguration/,
      );
      expect(stdout).toMatch(/^\d of 3 consumers lose something\.$/m);
    });

    test('that the function does not name, a warning says so', async () => {
      world!.aws.fleet.variables.set(ALPHA.authorizerFunction, {});

      expect((await run('alpha')).stderr).toContain(`the function ${ALPHA.authorizerFunction} does not name them`);
    });
  });
});
