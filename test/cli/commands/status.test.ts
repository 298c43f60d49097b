import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { verificationParameterName } from '../../../lib/descriptor';
import { FleetWorld, GATEWAY } from '../../status/support/fleet-world';

let fleet: FleetWorld;
beforeEach(async () => {
  fleet = new FleetWorld();
  await fleet.start();
});
afterEach(() => fleet.stop());

test('a gateway that is as its files declare needs no attention', async () => {
  await fleet.onboard();

  const { code, stdout, stderr } = await fleet.run('status');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(/^alpha +deployed +1\.7\.0 +1 +never +0 +0 +0$/m);
  expect(stdout).toContain('Nothing needs attention.');
});

test('the last verification of a gateway is shown', async () => {
  const kept = { version: 1, at: '2026-04-30T09:15:00Z', packageVersion: '1.7.0', url: 'https://a.example' };
  const backends = { 'https://orders.provider.test': 'held' };
  const result = { ...kept, consumerKey: 'crm', held: 17, failed: [], unknown: ['replay'], backends };
  fleet.aws.parameters.put(verificationParameterName('lab', 'alpha'), JSON.stringify(result));

  expect((await fleet.run('status')).stdout).toMatch(/^alpha +deployed +1\.7\.0 +0 +2026-04-30 /m);
  expect((await fleet.report()).gateways).toMatchObject([
    { verification: { at: '2026-04-30T09:15:00Z', held: 17, failed: [], unknown: ['replay'], backends } },
  ]);
});

test('a gateway that was never verified has no verification', async () => {
  expect((await fleet.report()).gateways).toMatchObject([{ verification: null }]);
});

test('an older stack has an unknown version', async () => {
  const { packageVersion: _, ...older } = GATEWAY;
  fleet.publish(older);

  expect((await fleet.report()).gateways).toMatchObject([{ packageVersion: 'unknown', findings: [] }]);
});

test('without files, only what is deployed is examined, with a notice', async () => {
  rmSync(join(fleet.folder, 'config'), { recursive: true });

  const { code, stdout, stderr } = await fleet.run('status');
  expect(code).toBe(0);
  expect(stdout).toMatch(/^alpha +deployed/m);
  expect(stderr).toContain('nothing is compared with files; --config names its folder');
});

describe('open alarms', () => {
  const alarm = (name: string) =>
    fleet.fleet.alarms.push({ name, since: new Date('2026-05-03T22:10:00Z'), reason: 'too many' });

  test('are shown with the gateway that they belong to', async () => {
    alarm('aps-gateway-lab-alpha-server-errors');
    alarm('aps-gateway-lab-alpha-north-server-errors');
    alarm('aps-gateway-lab-alpha-by-hand');

    expect(await fleet.onlyFinding()).toMatchObject({
      code: 'alarm',
      subject: 'aps-gateway-lab-alpha-server-errors',
      message: 'the alarm is open since 2026-05-03 22:10 UTC: too many',
    });
    expect((await fleet.run('status')).stdout).toMatch(/^alpha +deployed +1\.7\.0 +0 +never +1 +1 +0$/m);
  });

  test('of a backend belong to the gateway whose route has it', async () => {
    fleet.publish({
      ...GATEWAY,
      routes: [{ path: '/aps/2/orders', brandEndpoint: 'https://orders.provider.test:8443' }],
    });
    alarm('aps-gateway-lab-alpha-ui-nodes-carts.provider.test');
    alarm('aps-gateway-lab-alpha-ui-nodes-orders.provider.test:8443');
    const findings = (await fleet.report()).gateways.flatMap((gateway) => gateway.findings);
    expect(findings.filter(({ code }) => code === 'alarm').map(({ subject }) => subject)).toEqual([
      'aps-gateway-lab-alpha-ui-nodes-orders.provider.test:8443',
    ]);
  });

  test('of the web ACL belong to the environment', async () => {
    const names = ['web-acl-blocks', 'probe-backends', 'notices-stopped'].map(
      (one) => `aps-gateway-lab-platform-${one}`,
    );
    for (const name of names) alarm(name);
    alarm('aps-gateway-lab-platform-of-another');
    const { shared } = await fleet.report();
    expect(shared.map(({ code, subject }) => `${code} ${subject}`)).toEqual(names.map((name) => `alarm ${name}`));
  });

  test('are found on later pages', async () => {
    for (let index = 0; index < 130; index++) alarm(`aps-gateway-lab-other${index}-latency`);
    alarm('aps-gateway-lab-alpha-latency');
    expect(await fleet.onlyFinding()).toMatchObject({ subject: 'aps-gateway-lab-alpha-latency' });
  });
});

describe('a part that cannot be read', () => {
  test.each([
    ['DescribeStacks', 'stack', 2],
    ['GetStage', 'stage', 1],
    // Without keys, a usage plan's existence is part of the consumers.
    ['GetUsagePlan', 'usage plans', 2],
    ['GetFunctionConfiguration', 'authorizer', 1],
    ['ListSecrets', 'consumers', 1],
    ['DescribeAlarms', 'open alarms', 1],
  ])('because %s is forbidden is unknown, and the rest is examined', async (operation, subject, count) => {
    fleet.aws.faults.inject({ kind: 'deny', operation });

    const { gateways, shared, unknown, attention } = await fleet.report();
    const found = [...shared, ...gateways.flatMap(({ findings }) => findings)];
    expect({ unknown, attention }).toEqual({ unknown: count, attention: 0 });
    expect(found[0]).toMatchObject({ code: 'unread', severity: 'unknown', subject });
    expect(found[0]?.message).toContain(`the permission`);
    expect((await fleet.run('status')).code).toBe(1);
  });

  test('of every gateway is shown once', async () => {
    fleet.write('resellers/gamma.yaml', 'displayName: Gamma\n');
    await fleet.deploy({ ...GATEWAY, resellerId: 'gamma', serves: ['gamma'], nonceTable: 'gamma-nonces' });
    fleet.aws.faults.inject({ kind: 'deny', operation: 'ListSecrets' });

    const { stdout } = await fleet.run('status');
    expect(stdout.match(/AWS denied access/g)).toHaveLength(1);
    expect(stdout).toContain('each of the 2 gateways\n  unknown    consumers: AWS denied access');
  });
});

test.each([
  ['{"version":9}', 'newerVersion', 'made by a newer version'],
  ['half of', 'descriptorDamaged', 'unreadable descriptor'],
])('a gateway with the descriptor %s is named, and the others are examined', async (descriptor, code, state) => {
  fleet.aws.parameters.put('/aps-gateway/lab/gateways/zeta', descriptor);
  fleet.write('resellers/zeta.yaml', 'displayName: Zeta\n');

  expect((await fleet.report()).gateways).toMatchObject([
    { resellerId: 'alpha', state: 'deployed', findings: [] },
    { resellerId: 'zeta', state, findings: [{ code }] },
  ]);
});

describe('the gateways to examine', () => {
  beforeEach(() => fleet.write('resellers/gamma.yaml', 'displayName: Gamma\n'));

  test('are those that serve the given resellers', async () => {
    expect((await fleet.report('alpha')).gateways.map(({ resellerId }) => resellerId)).toEqual(['alpha']);
    expect((await fleet.report('gamma alpha')).gateways).toHaveLength(2);
    expect((await fleet.report('--all')).gateways).toHaveLength(2);
  });

  test.each([
    ['status omega', 3, 'Reseller omega is neither declared nor deployed; there are: alpha, gamma.'],
    ['status Omega', 2, 'starting with a letter'],
    ['status alpha --all', 2, 'Give either ids of resellers or --all.'],
    ['status --within soon', 2, '--within: got "soon", expected a duration'],
  ])('cannot be named by %s', async (commandLine, code, message) => {
    const { stderr, ...result } = await fleet.run(commandLine);
    expect(result).toMatchObject({ code, stdout: '' });
    expect(stderr).toContain(message);
  });
});

test('files that are invalid are wrong usage, before AWS is called', async () => {
  fleet.write('resellers/alpha.yaml', 'displayName: 7\n');
  const calls = fleet.aws.calls.length;

  expect(await fleet.run('status')).toMatchObject({ code: 2 });
  expect(fleet.aws.calls).toHaveLength(calls);
});
