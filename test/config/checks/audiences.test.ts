import { load, problemsOf } from '../support/files';

const VPCE = 'vpcEndpoints: [{ id: vpce-0123456789abcdef0 }]';
const DOMAIN = `domains:
  - { name: api.alpha.test, certificateArn: 'arn:aws:acm:eu-central-1:111122223333:certificate/0a1b2c3d-7777-4444-8888-0123456789ab' }
`;
const BOTH = `audience: both\n${VPCE}\n${DOMAIN}`;

test('a gateway answers on the internet unless it declares another audience', () => {
  expect(load({ alpha: '' }).gateways).toMatchObject([{ audience: 'external', vpcEndpoints: [] }]);
});

test.each(['internal', 'both'])('%s takes the declared VPC endpoints', (audience) => {
  expect(load({ alpha: `audience: ${audience}\n${VPCE}\n${DOMAIN}` }).gateways).toMatchObject([
    { audience, vpcEndpoints: [{ id: 'vpce-0123456789abcdef0', otherAccount: false }] },
  ]);
});

test('a gateway inherits audience and VPC endpoints, and may return to neither from both', () => {
  const { gateways } = load({
    alpha: BOTH,
    bravo: 'parent: alpha\naudience: external\n',
    carol: `parent: alpha\naudience: internal`,
  });

  expect(gateways.map(({ audience, vpcEndpoints }) => [audience, vpcEndpoints.length])).toEqual([
    ['both', 1],
    ['external', 0],
    ['internal', 1],
  ]);
});

test.each<[string, string, string, string]>([
  ['internal without VPC endpoints', `audience: internal`, 'audience', 'internal needs vpcEndpoints'],
  ['both without a domain', `audience: both\n${VPCE}`, 'audience', 'both needs a domain'],
  ['VPC endpoints without an audience for them', VPCE, 'vpcEndpoints', 'have no effect'],
  [
    'internal with mutual TLS',
    `audience: internal\n${VPCE}\n${DOMAIN}mutualTls: { truststore: 's3://bucket/authorities.pem', version: 'v1' }`,
    'audience',
    'internal excludes mutualTls',
  ],
])('%s is refused', (_, alpha, path, message) => {
  expect(problemsOf({ alpha })).toMatchObject([{ path, message: expect.stringContaining(message) as string }]);
});

test('a probe calls over the internet, so it cannot reach an internal audience', () => {
  const alpha = `audience: internal\n${VPCE}\nprobe: { consumer: key-of-alpha }`;

  expect(problemsOf({ platform: 'probe: { everyMinutes: 5 }', alpha })).toMatchObject([
    { path: 'audience', message: 'internal excludes a probe, which calls over the internet' },
  ]);
  expect(() => load({ platform: 'probe: { everyMinutes: 5 }', alpha: `${BOTH}probe: { consumer: k }` })).not.toThrow();
});

test('the consumer that probes all gateways skips an internal one', () => {
  const platform = 'probe: { everyMinutes: 5, consumer: key-of-all }';
  const { gateways } = load({ platform, alpha: `audience: internal\n${VPCE}`, bravo: '' });

  expect(gateways.map(({ probeConsumer }) => probeConsumer)).toEqual([undefined, 'key-of-all']);
});

test.each(['vpce-0123', 'vpc-0123456789abcdef0', 'vpce-0123456789ABCDEF0'])('%s is not a VPC endpoint', (id) => {
  expect(problemsOf({ alpha: `audience: internal\nvpcEndpoints: [{ id: ${id} }]` })).toMatchObject([
    { path: 'vpcEndpoints.0.id', allowed: 'the id of a VPC endpoint such as vpce-0123456789abcdef0' },
  ]);
});

test('below an internal gateway, all are internal, through the same VPC endpoints', () => {
  const alpha = `audience: internal\n${VPCE}`;

  expect(problemsOf({ alpha, bravo: 'parent: alpha\naudience: external' })).toMatchObject([
    { path: 'audience', message: 'allows more than alpha does', allowed: 'internal' },
  ]);
  expect(problemsOf({ alpha, bravo: 'parent: alpha\nvpcEndpoints: [{ id: vpce-0123456789abcdef1 }]' })).toMatchObject([
    { path: 'vpcEndpoints', message: 'allows more than alpha does', allowed: 'some of: vpce-0123456789abcdef0' },
  ]);
  expect(() => load({ alpha: '', bravo: `parent: alpha\n${alpha}` })).not.toThrow();
});

test('a malformed domain does not count as a missing one', () => {
  expect(
    problemsOf({ alpha: `audience: both\n${VPCE}\ndomains: [{ name: API }]` }).map(({ path }) => path),
  ).not.toContain('audience');
});

test('the routes of both audiences fit into one stack', () => {
  const routes = `routes:\n${Array.from({ length: 21 }, (_, index) => `  - { path: /aps/2/r${index} }`).join('\n')}\n`;

  expect(() => load({ alpha: routes })).not.toThrow();
  expect(problemsOf({ alpha: BOTH + routes })).toMatchObject([
    { path: 'audience', message: expect.stringContaining('both needs 508 resources for routes') as string },
  ]);
});
