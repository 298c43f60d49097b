import { type Files, places, problemsOf } from '../support/files';

const ARN = 'arn:aws:acm:eu-west-1:111122223333:certificate/a-1';
const BROKEN = 'displayName: [';

test('files that cannot be used hide no problem between the others', () => {
  const found = problemsOf({
    alpha: BROKEN,
    bravo: 'parent: nobody\ntiers: { golden: inherit }',
    charlie: '- displayName: C',
    delta: 'mutualTls: { truststore: s3://bucket/key, version: v.1 }',
    echo: 'parent: alpha\nuiNodes: { timeoutSeconds: 40 }',
  });
  expect(new Set(places(found))).toEqual(
    new Set([
      'alpha.yaml:1 ',
      'bravo.yaml:1 parent',
      'bravo.yaml:2 tiers.golden',
      'charlie.yaml:1 ',
      'delta.yaml:1 mutualTls',
      'echo.yaml:2 uiNodes.timeoutSeconds',
    ]),
  );
});

test('a platform that cannot be used hides no problem among the resellers', () => {
  const found = problemsOf({ platform: 'tags: {', alpha: 'parent: nobody', bravo: 'parent: alpha\ncolour: red' });
  expect(places(found)).toEqual(expect.arrayContaining(['alpha.yaml:1 parent', 'bravo.yaml:2 colour']));
});

test('a reseller whose file cannot be used may be a parent, and is listed as one', () => {
  const found = problemsOf({ alpha: BROKEN, bravo: 'parent: nobody', charlie: 'parent: alpha' });
  expect(places(found).filter((place) => !place.startsWith('alpha'))).toEqual(['bravo.yaml:1 parent']);
  expect(found.at(-1)?.allowed).toBe('one of: alpha, charlie');
});

test.each<[string, Files]>([
  ['a tier of a parent', { alpha: BROKEN, bravo: 'parent: alpha\ntiers: { gold: inherit }' }],
  [
    'a tier two levels above',
    { alpha: BROKEN, bravo: 'parent: alpha', charlie: 'parent: bravo\ntiers: { gold: inherit }' },
  ],
  ['the throttle of a gateway', { platform: 'capacity: { rateLimit: 9 }', alpha: BROKEN, bravo: 'parent: alpha' }],
])('%s is not reported as missing in a file that cannot be used', (_what, files) => {
  expect(new Set(problemsOf(files).map(({ file }) => file))).toEqual(new Set(['config/unit/resellers/alpha.yaml']));
});

test.each<[string, Files, string[]]>([
  [
    'brand endpoint hides nothing about the nodes behind it',
    {
      platform: `uiNodes:
  brandEndpoint: "http://b.test"
  timeoutSeconds: 40
  private:
    vpcId: vpc-0123456789abcdef0
    vpcCidrs: [10.0.0.0/16]
    subnetIds: [subnet-0123456789abcdef0, subnet-0123456789abcdef1]
    certificateArn: arn:aws:acm:eu-west-1:111122223333:certificate/a-1
    nodes: [{ address: 203.0.113.7 }]`,
    },
    [
      'platform.yaml:2 uiNodes.brandEndpoint',
      'platform.yaml:3 uiNodes.timeoutSeconds',
      'platform.yaml:9 uiNodes.private.nodes.0.address',
    ],
  ],
  [
    'security policy hides no other owner of the domain',
    {
      alpha: `domains: [{ name: a.example, certificateArn: "${ARN}" }]`,
      bravo: `domains: [{ name: a.example, certificateArn: "${ARN}", tlsPolicy: TLS_1_0 }]`,
    },
    ['bravo.yaml:1 domains.0.tlsPolicy', 'bravo.yaml:1 domains.0.name'],
  ],
])('a malformed %s', (_what, files, expected) => {
  expect(places(problemsOf(files))).toEqual(expected);
});

test.each<[string, Files, string[]]>([
  [
    'that domains are missing, where they are malformed',
    {
      alpha:
        'domains: [{ name: A.a.example, hostedZone: { id: Z1, name: a.example } }, { name: B.a.example, hostedZone: { id: Z1, name: a.example } }]\nmutualTls: { truststore: s3://bucket/key, version: v.1 }',
    },
    ['alpha.yaml:1 domains.0.name', 'alpha.yaml:1 domains.1.name'],
  ],
  [
    'that a policy differs from a first one that is malformed',
    {
      alpha: `domains: [{ name: a.example, certificateArn: "${ARN}", tlsPolicy: TLS_1_3 }, { name: b.example, certificateArn: "${ARN}", tlsPolicy: SecurityPolicy_TLS13_1_3_2025_09 }]`,
    },
    ['alpha.yaml:1 domains.0.tlsPolicy'],
  ],
  [
    'that a route is not declared, where its declaration is malformed',
    {
      platform:
        'tiers: { standard: { quota: unlimited, throttle: { rateLimit: 11, burstLimit: 23 }, methods: [{ path: /aps/2/a, method: GET, rateLimit: 2, burstLimit: 3 }] } }',
      alpha: 'routes: [{ path: /aps/2/a, methods: [GET, FETCH] }]',
    },
    ['alpha.yaml:1 routes.0.methods.1'],
  ],
  [
    'that an alarm waits too long, where the time limit is malformed',
    { platform: 'alarms: {}', alpha: 'alarms: { latencyMilliseconds: 40000 }\nuiNodes: { timeoutSeconds: 999 }' },
    ['alpha.yaml:2 uiNodes.timeoutSeconds'],
  ],
])('no problem says %s', (_what, files, expected) => {
  expect(places(problemsOf(files))).toEqual(expected);
});

test.each<[string, Files, string]>([
  [
    'a tier of the platform',
    {
      platform: 'tiers: { standard: { quota: 5, throttle: { rateLimit: 1, burstLimit: 1 } } }',
      alpha: 'tiers: { standard: inherit }',
    },
    'platform.yaml:1 tiers.standard.quota',
  ],
  [
    'a route of the parent',
    {
      platform: 'routes: [{ path: /aps/2/a }]',
      alpha: 'routes: [{ path: /aps/2/b }, { path: /elsewhere }]',
      bravo: 'parent: alpha\nroutes: [{ path: /aps/2/b/c }]',
    },
    'alpha.yaml:1 routes.1.path',
  ],
  [
    'a throttle',
    { platform: 'capacity: { rateLimit: 9 }', alpha: 'throttle: { rateLimit: 0, burstLimit: 5 }' },
    'alpha.yaml:1 throttle.rateLimit',
  ],
])('%s that is wrong is reported once, not again where it is used', (_what, files, place) => {
  expect(places(problemsOf(files))).toEqual([place]);
});
