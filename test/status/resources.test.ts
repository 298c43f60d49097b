import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { documentMembers } from '../../lambda/authorizer/contract';
import { type GatewayDescriptor, verificationParameterName } from '../../lib/descriptor';
import { type Finding, FleetWorld, GATEWAY, PLATFORM } from './support/fleet-world';

let fleet: FleetWorld;
beforeEach(async () => {
  fleet = new FleetWorld();
  await fleet.start();
});
afterEach(() => fleet.stop());

test('a gateway that does not know all rules of this version is named, and needs no attention', async () => {
  fleet.publish({ ...GATEWAY, documentMembers: documentMembers().filter((name) => name !== 'rules.operations') });

  expect(await fleet.onlyFinding()).toMatchObject({
    code: 'lags',
    severity: 'note',
    message: 'the deployed version does not know rules.operations yet; deploy before you set it for a consumer',
  });
});

describe('compared with its files, a gateway is named', () => {
  test('if it is not deployed, with the command that deploys it', async () => {
    fleet.write('resellers/gamma.yaml', 'displayName: Gamma\n');

    expect(await fleet.onlyFinding()).toMatchObject({
      code: 'notDeployed',
      subject: 'gamma',
      remedy: 'npx cdk deploy -c environment=lab -c resellers=gamma --all',
    });
  });

  test('if no file declares it', async () => {
    rmSync(join(fleet.folder, 'config/lab/resellers/alpha.yaml'));
    expect(await fleet.onlyFinding()).toMatchObject({ code: 'notDeclared', subject: 'alpha' });
  });

  test.each<[string, string, string]>([
    [
      'tiers',
      'tiers: { gold: { quota: unlimited, throttle: { rateLimit: 3, burstLimit: 6 } } }\n',
      'deployed: standard; declared: gold',
    ],
    ['routes', 'routes: [{ path: /aps/2/types }]\n', 'deployed: /aps/2/resources; declared: /aps/2/types'],
    ['signature methods', 'oauth: { signatureMethods: [HMAC-SHA1, HMAC-SHA256] }\n', 'only declared: HMAC-SHA256'],
    ['lockout', 'lockout: { failures: 10, withinMinutes: 15, forMinutes: 30 }\n', 'deployed: off; declared: on'],
    [
      'authentication',
      'oauth: { authentication: [oauth1, bearer], bearer: { issuer: https://i.example, audience: a, jwksUri: https://i.example/k } }\n',
      'only declared: bearer',
    ],
    [
      'throttle',
      'throttle: { rateLimit: 91, burstLimit: 180 }\n',
      'deployed: 90 requests per second; declared: 91 requests per second',
    ],
    [
      'tier standard',
      'tiers: { standard: { quota: { limit: 999, period: month }, throttle: { rateLimit: 7, burstLimit: 14 } } }\n',
      'deployed: 1000 requests a month; declared: 999 requests a month',
    ],
  ])('if its %s differ', async (subject, declared, message) => {
    fleet.write('resellers/alpha.yaml', `displayName: Alpha\n${declared}`);

    expect(await fleet.onlyFinding()).toMatchObject({
      code: 'differsFromFiles',
      severity: 'attention',
      subject,
      message,
    });
  });

  test.each<[string, string, GatewayDescriptor['priorities'], string]>([
    ['shedding', 'shedding: {}\n', undefined, 'deployed: off; declared: on'],
    ['shedding', '', { standard: 8 }, 'deployed: on; declared: off'],
    ['priorities', 'shedding: {}\n', { standard: 8 }, 'only deployed: standard (8)'],
  ])('if its %s differ (platform.yaml: %j, deployed: %j)', async (subject, declared, priorities, message) => {
    fleet.write('platform.yaml', PLATFORM + declared);
    fleet.publish({ ...GATEWAY, ...(priorities && { priorities }) });

    const { gateways } = await fleet.report();
    expect(gateways[0]?.findings).toMatchObject([{ code: 'differsFromFiles', subject, message }]);
  });

  test('if it serves other resellers', async () => {
    fleet.write('resellers/alpha-east.yaml', 'displayName: East\nparent: alpha\ngateway: inherited\n');
    expect(await fleet.onlyFinding()).toMatchObject({
      subject: 'resellers',
      message: expect.stringContaining('alpha-east') as string,
    });
  });

  test('if its domain is another', async () => {
    const domains =
      'domains: [{ name: api.alpha.example, certificateArn: "arn:aws:acm:eu-west-1:111122223333:certificate/a1" }]\n';
    fleet.write('platform.yaml', `${PLATFORM}region: eu-west-1\naccount: '111122223333'\n`);
    fleet.write('resellers/alpha.yaml', `displayName: Alpha\n${domains}`);
    const { gateways } = await fleet.report();
    expect(gateways[0]?.findings).toMatchObject([
      { code: 'differsFromFiles', subject: 'domain' },
      { code: 'missing', subject: 'api.alpha.example' },
    ]);
  });
});

describe('a missing or changed part is found:', () => {
  test.each<[string, () => void | Promise<void>, Partial<Finding>]>([
    [
      'the stack',
      () => void fleet.fleet.stacks.delete('aps-gateway-lab-alpha'),
      { code: 'missing', subject: 'aps-gateway-lab-alpha' },
    ],
    [
      'the stack of the platform',
      () => void fleet.fleet.stacks.delete('aps-gateway-lab-platform'),
      { code: 'missing', subject: 'aps-gateway-lab-platform' },
    ],
    [
      'the function',
      () => void fleet.fleet.functions.delete('alpha-authorizer'),
      { code: 'missing', subject: 'function alpha-authorizer' },
    ],
    [
      'a function that cannot run',
      () => void fleet.fleet.functions.set('alpha-authorizer', 'Failed'),
      { code: 'notReady', message: 'it has the state Failed' },
    ],
    [
      'the table of nonces',
      () => fleet.publish({ ...GATEWAY, nonceTable: 'gone' }),
      { code: 'missing', subject: 'table gone' },
    ],
    [
      'the access log',
      () =>
        void fleet.state.stages.set('alphaapi01:aps', {
          throttle: { rateLimit: 90, burstLimit: 180 },
          hasAccessLog: false,
        }),
      { code: 'accessLogOff' },
    ],
    [
      'a failed deployment',
      () =>
        void fleet.fleet.stacks.set('aps-gateway-lab-alpha', {
          status: 'UPDATE_ROLLBACK_COMPLETE',
          drift: 'NOT_CHECKED',
        }),
      { code: 'deploymentFailed' },
    ],
    [
      'a drift that CloudFormation has detected',
      () =>
        void fleet.fleet.stacks.set('aps-gateway-lab-alpha', {
          status: 'CREATE_COMPLETE',
          drift: 'DRIFTED',
          driftCheckedAt: new Date('2026-05-01T09:00:00Z'),
        }),
      { code: 'drifted', message: 'CloudFormation found changes by hand on 2026-05-01' },
    ],
  ])('%s', async (_, spoil, expected) => {
    await spoil();
    expect(await fleet.onlyFinding()).toMatchObject(expected);
  });

  test('usage plans, without which there is no stage in the stand-in', async () => {
    fleet.state.usagePlans.clear();
    const { gateways } = await fleet.report();
    const missing = gateways[0]?.findings.filter(({ code }) => code === 'missing') ?? [];
    expect(missing.map(({ subject }) => subject)).toEqual(['stage alphaapi01/aps', 'tier standard']);
  });

  test('a deployment that is running is only a note', async () => {
    fleet.fleet.stacks.set('aps-gateway-lab-alpha', { status: 'UPDATE_IN_PROGRESS', drift: 'NOT_CHECKED' });
    expect(await fleet.onlyFinding()).toMatchObject({ code: 'deploymentRunning', severity: 'note' });
    expect((await fleet.run('status')).code).toBe(0);
  });
});

test('a verification that did not hold is found, by the lines that failed', async () => {
  const verification = {
    version: 1,
    at: '2026-05-02T03:04:05Z',
    packageVersion: '1.7.0',
    url: GATEWAY.url,
    consumerKey: 'probe',
    held: 40,
    failed: ['path-plus', 'query-semicolon'],
    unknown: [],
  };
  fleet.aws.parameters.put(verificationParameterName('lab', 'alpha'), JSON.stringify(verification));

  expect(await fleet.onlyFinding()).toMatchObject({
    code: 'verificationFailed',
    message: 'on 2026-05-02, these lines failed: path-plus, query-semicolon',
  });
});

test('tiers that are metered differently are found', async () => {
  fleet.publish({ ...GATEWAY, version: 2, resellerMeteredTiers: ['standard'] });

  expect(await fleet.onlyFinding()).toMatchObject({ code: 'differsFromFiles', subject: 'tiers metered by reseller' });
});

test('a consumer without a meter is found, with the command that repairs it', async () => {
  await fleet.onboard();
  fleet.state.planKeys.clear();

  expect(await fleet.onlyFinding()).toMatchObject({
    code: 'notMetered',
    subject: 'crm',
    remedy: 'aps-gateway doctor alpha --repair',
  });
  expect((await fleet.run('status')).code).toBe(5);
});
