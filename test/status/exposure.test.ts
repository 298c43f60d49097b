import { FleetWorld, GATEWAY, PLATFORM } from './support/fleet-world';

let fleet: FleetWorld;
beforeEach(async () => {
  fleet = new FleetWorld();
  await fleet.start();
});
afterEach(() => fleet.stop());
jest.setTimeout(20_000);

/** Of gateways whose files declare none. */
const DEFAULT_TLS_POLICY = 'SecurityPolicy_TLS13_1_2_2021_06';
const denying = (...conditions: readonly object[]) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Principal: '*', Action: 'execute-api:Invoke', Resource: 'execute-api:/*' },
      ...conditions.map((Condition) => ({ Effect: 'Deny', Principal: '*', Action: 'execute-api:Invoke', Condition })),
    ],
  });
/** Deploys the API of alpha with these settings. */
const api = (settings: object) =>
  fleet.state.restApis.set(GATEWAY.restApiId, { securityPolicy: DEFAULT_TLS_POLICY, policy: denying(), ...settings });

test('an API with the declared TLS policy and addresses is as declared', async () => {
  fleet.write('resellers/alpha.yaml', 'displayName: Alpha\nallowedSourceIps: [198.51.100.0/24, 203.0.113.7/32]\n');
  api({ policy: denying({ NotIpAddress: { 'aws:SourceIp': ['203.0.113.7/32', '198.51.100.0/24'] } }) });

  expect((await fleet.report()).attention).toBe(0);
});

test.each([
  ['TLS policy', '', { securityPolicy: 'TLS_1_2' }, `deployed: TLS_1_2; declared: ${DEFAULT_TLS_POLICY}`],
  ['endpoint access', 'endpointAccess: basic', { endpointAccessMode: 'STRICT' }, 'deployed: strict; declared: basic'],
  [
    'addresses of the resource policy',
    'allowedSourceIps: [198.51.100.0/24]',
    { policy: denying({ NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' } }) },
    'deployed: 203.0.113.0/24; declared: 198.51.100.0/24',
  ],
  [
    'addresses of the resource policy',
    'allowedSourceIps: [198.51.100.0/24]',
    { policy: denying() },
    'only declared: 198.51.100.0/24',
  ],
])('a difference in the %s is found', async (subject, declared, deployed, message) => {
  fleet.write('resellers/alpha.yaml', `displayName: Alpha\n${declared}\n`);
  api(deployed);

  expect(await fleet.onlyFinding()).toMatchObject({ code: 'differsFromFiles', subject, message });
});

test('a private API is compared by its VPC endpoints and the addresses in their network', async () => {
  const [id, other] = ['vpce-0123456789abcdef0', 'vpce-0123456789abcdef1'];
  fleet.publish({ ...GATEWAY, audience: 'internal', vpcEndpoints: [id] });
  fleet.write(
    'resellers/alpha.yaml',
    `displayName: Alpha\naudience: internal\nvpcEndpoints: [{ id: ${id} }]\nallowedSourceIps: [10.0.0.0/16]\n`,
  );
  api({
    policy: denying(
      { StringNotEquals: { 'aws:SourceVpce': [other] } },
      { NotIpAddress: { 'aws:VpcSourceIp': ['10.0.0.0/16'] } },
    ),
  });

  expect(await fleet.onlyFinding()).toMatchObject({
    subject: 'VPC endpoints of the resource policy',
    message: `deployed: ${other}; declared: ${id}`,
  });
});

test('findings name the API if there are two', async () => {
  const id = 'vpce-0123456789abcdef0';
  const internalApiId = 'internal01';
  fleet.publish({ ...GATEWAY, audience: 'both', internalApiId, vpcEndpoints: [id] });
  const domain = `{ name: api.alpha.example, hostedZone: { id: Z0123456789ABCDEFGHIJ, name: alpha.example } }`;
  fleet.write(
    'resellers/alpha.yaml',
    `displayName: Alpha\naudience: both\nvpcEndpoints: [{ id: ${id} }]\ndomains: [${domain}]\n`,
  );
  api({ securityPolicy: 'TLS_1_2' });
  fleet.state.restApis.set(internalApiId, { securityPolicy: DEFAULT_TLS_POLICY, policy: denying() });

  const { gateways } = await fleet.report();
  const found = gateways.flatMap(({ findings }) => findings).filter(({ subject }) => / API/.test(subject));
  expect(found.map(({ subject, message }) => [subject, message])).toEqual([
    ['TLS policy of the API on the internet', `deployed: TLS_1_2; declared: ${DEFAULT_TLS_POLICY}`],
    ['VPC endpoints of the resource policy of the private API', `only declared: ${id}`],
  ]);
});

test('a resource policy that is not JSON is a finding', async () => {
  api({ policy: 'none' });

  expect(await fleet.onlyFinding()).toMatchObject({ subject: 'resource policy', message: 'it cannot be read' });
});

describe('tags', () => {
  const stack = (name: string, tags: Readonly<Record<string, string>>) =>
    fleet.fleet.stacks.set(name, { status: 'UPDATE_COMPLETE', drift: 'IN_SYNC', tags });

  test('of a gateway and of the shared parts are compared with the declared ones', async () => {
    fleet.write('platform.yaml', `${PLATFORM}tags: { service: aps }\n`);
    fleet.write('resellers/alpha.yaml', 'displayName: Alpha\ntags: { center: "7" }\n');
    stack('aps-gateway-lab-alpha', { service: 'aps', center: '8' });
    stack('aps-gateway-lab-platform', {});

    const { gateways, shared } = await fleet.report();
    expect(gateways.flatMap(({ findings }) => findings)).toMatchObject([
      { subject: 'tags', message: 'deployed: center=8; declared: center=7' },
    ]);
    expect(shared).toMatchObject([{ subject: 'tags', message: 'only declared: service=aps' }]);
  });

  test('that only AWS has are left alone', async () => {
    stack('aps-gateway-lab-alpha', { 'cost-allocation': 'by hand' });
    expect((await fleet.report()).attention).toBe(0);
  });
});
