import { type Files, places, problemsOf } from './support/files';

const ARN = 'arn:aws:acm:eu-west-1:111122223333:certificate/a-1';
const KEY = 'arn:aws:kms:eu-west-1:111122223333:key/k-1';
const PRIVATE = `
  private:
    vpcId: vpc-0123456789abcdef0
    vpcCidrs: [10.0.0.0/16]
    subnetIds: [subnet-0123456789abcdef0, subnet-0123456789abcdef1]
    certificateArn: ${ARN}
    nodes: [{ address: 10.0.0.7 }]`;
const privately = (change: (text: string) => string) =>
  `uiNodes:\n  brandEndpoint: https://brand.test${change(PRIVATE)}\n`;

test.each<[string, Files, string, string]>([
  ['a key that is not known', { alpha: 'colour: red' }, 'colour', 'one of: displayName'],
  [
    'a route outside of /aps/2',
    { alpha: 'routes: [{ path: /aps/1/resources }]' },
    'routes.0.path',
    'a path below /aps/2',
  ],
  [
    'a route with a wildcard',
    { alpha: 'routes: [{ path: "/aps/2/{proxy+}" }]' },
    'routes.0.path',
    'a path below /aps/2',
  ],
  [
    'a route with a tilde, which API Gateway lacks',
    { alpha: 'routes: [{ path: /aps/2/services/a~b }]' },
    'routes.0.path',
    'letters, digits and . _ -; each segment starts',
  ],
  [
    'the route of applications',
    { alpha: 'routes: [{ path: /aps/2/applications/x }]' },
    'routes.0.path',
    'any path except',
  ],
  [
    'the route of an application',
    { alpha: 'routes: [{ path: /aps/2/application }]' },
    'routes.0.path',
    'any path except',
  ],
  ['the route of the UI, in any case', { alpha: 'routes: [{ path: /aps/2/UI }]' }, 'routes.0.path', 'any path except'],
  ['the route of navigation', { alpha: 'routes: [{ path: /aps/2/navigation/ }]' }, 'routes.0.path', 'any path except'],
  [
    'one route twice',
    { alpha: 'routes: [{ path: /aps/2/a }, { path: /aps/2/a/ }]' },
    'routes.1.path',
    'each path once',
  ],
  [
    'one route twice, to the letter',
    { alpha: 'routes: [{ path: /aps/2/a }, { path: /aps/2/a }]' },
    'routes.1.path',
    'each path once',
  ],
  [
    'a method that the bus lacks',
    { alpha: 'routes: [{ path: /aps/2/a, methods: [PATCH] }]' },
    'routes.0.methods.0',
    'one of: GET',
  ],
  [
    'an endpoint without TLS',
    { alpha: 'uiNodes: { brandEndpoint: "http://b.test" }' },
    'uiNodes.brandEndpoint',
    'https://',
  ],
  [
    'an endpoint with a path',
    { alpha: 'uiNodes: { brandEndpoint: "https://b.test/aps" }' },
    'uiNodes.brandEndpoint',
    'no path',
  ],
  [
    'an endpoint with a port that API Gateway lacks',
    { alpha: 'uiNodes: { brandEndpoint: "https://b.test:81" }' },
    'uiNodes.brandEndpoint',
    '1024 to 65535',
  ],
  [
    'an endpoint in a private network without private nodes',
    { platform: 'uiNodes: { brandEndpoint: "https://10.0.0.5:8443" }' },
    'uiNodes.brandEndpoint',
    'nodes in uiNodes.private',
  ],
  [
    "a reseller's endpoint on a link",
    { alpha: 'uiNodes: { brandEndpoint: "https://169.254.169.254" }' },
    'uiNodes.brandEndpoint',
    'a public host name or address',
  ],
  [
    'an endpoint on the function’s own host',
    { alpha: 'uiNodes: { brandEndpoint: "https://localhost:8443", forwarding: lambda }' },
    'uiNodes.brandEndpoint',
    'a public host name or address',
  ],
  [
    'an endpoint that is half an address',
    { alpha: 'uiNodes: { brandEndpoint: "https://10" }' },
    'uiNodes.brandEndpoint',
    'a lower-case host name',
  ],
  [
    'an endpoint that is more than an address',
    { alpha: 'uiNodes: { brandEndpoint: "https://198.51.100.256" }' },
    'uiNodes.brandEndpoint',
    'a lower-case host name',
  ],
  ['a quota of 0', { platform: tier('quota: { limit: 0, period: day }') }, 'tiers.standard.quota.limit', 'from 1'],
  [
    'a quota of infinity',
    { platform: tier('quota: { limit: .inf, period: day }') },
    'tiers.standard.quota.limit',
    'a whole number',
  ],
  [
    'an offset in a day',
    { platform: tier('quota: { limit: 5, period: day, offset: 1 }') },
    'tiers.standard.quota.offset',
    '0 with period: day',
  ],
  [
    'an offset of more days than a week has',
    { platform: tier('quota: { limit: 5, period: week, offset: 7 }') },
    'tiers.standard.quota.offset',
    '0 to 6 with week',
  ],
  [
    'an offset on a day that not every month has',
    { platform: tier('quota: { limit: 500, period: month, offset: 28 }') },
    'tiers.standard.quota.offset',
    '0 to 27 with month',
  ],
  [
    'a period of an hour',
    { platform: tier('quota: { limit: 5, period: hour }') },
    'tiers.standard.quota.period',
    'one of: day, week, month',
  ],
  [
    'a quota that is left open',
    { platform: 'tiers: { standard: { throttle: { rateLimit: 1, burstLimit: 1 } } }' },
    'tiers.standard.quota',
    'unlimited, or a map',
  ],
  [
    'a rate limit of 0',
    { alpha: 'throttle: { rateLimit: 0, burstLimit: 5 }' },
    'throttle.rateLimit',
    'a whole number from 1 to 2147483647, or unlimited',
  ],
  [
    'a burst without limit beside a rate',
    { alpha: 'throttle: { rateLimit: 5, burstLimit: unlimited }' },
    'throttle.burstLimit',
    'a number if rateLimit is a number',
  ],
  [
    'a tier that the platform lacks',
    { alpha: 'tiers: { golden: inherit }' },
    'tiers.golden',
    'one of: standard; or its own limits',
  ],
  [
    'a tier named like a property of every object',
    { alpha: 'tiers: { constructor: inherit }' },
    'tiers.constructor',
    'one of: standard',
  ],
  [
    'a tier that widens the platform’s',
    {
      alpha: 'tiers: { standard: { quota: { limit: 7001, period: day }, throttle: { rateLimit: 1, burstLimit: 1 } } }',
    },
    'tiers.standard.quota.limit',
    'at most 7000 per day',
  ],
  [
    'a throttle of no route',
    {
      alpha:
        'tiers: { x: { quota: unlimited, throttle: { rateLimit: 1, burstLimit: 1 }, methods: [{ path: /aps/2/types, method: GET, rateLimit: 1, burstLimit: 1 }] } }',
    },
    'tiers.x.methods.0.path',
    'a route with this method',
  ],
  [
    'a domain without certificate and zone',
    { alpha: 'domains: [{ name: a.test.example }]' },
    'domains.0.certificateArn',
    'or a hostedZone',
  ],
  [
    'a domain outside of its zone',
    { alpha: 'domains: [{ name: a.example, hostedZone: { id: Z1, name: b.example } }]' },
    'domains.0.hostedZone.name',
    'the zone that contains the domain',
  ],
  [
    'a TLS policy before 1.2',
    { alpha: `domains: [{ name: a.example, certificateArn: "${ARN}", tlsPolicy: TLS_1_0 }]` },
    'domains.0.tlsPolicy',
    'one of: TLS_1_2',
  ],
  [
    'mutual TLS without a domain',
    { alpha: 'mutualTls: { truststore: s3://bucket/key }' },
    'mutualTls',
    'mutualTls with domains',
  ],
  [
    'mutual TLS with a policy that lacks it',
    {
      alpha: `mutualTls: { truststore: s3://bucket/key }\ndomains: [{ name: a.example, certificateArn: "${ARN}", tlsPolicy: SecurityPolicy_TLS13_1_3_2025_09 }]`,
    },
    'domains.0.tlsPolicy',
    'TLS_1_2 with mutualTls',
  ],
  [
    'two resellers with one domain',
    {
      alpha: `domains: [{ name: a.example, certificateArn: "${ARN}" }]`,
      bravo: `domains: [{ name: a.example, certificateArn: "${ARN}" }]`,
    },
    'domains.0.name',
    'a name that no other gateway has',
  ],
  [
    'a certificate of another region',
    { platform: 'region: eu-central-1', alpha: `domains: [{ name: a.example, certificateArn: "${ARN}" }]` },
    'domains.0.certificateArn',
    'an ARN in eu-central-1',
  ],
  [
    'a VPC link without subnets',
    { platform: privately((text) => text.replace(/ +subnetIds.*\n/, '')) },
    'uiNodes.private.subnetIds',
    'a list of subnet ids',
  ],
  [
    'a VPC link with one subnet',
    { platform: privately((text) => text.replace(/, subnet-\w+1/, '')) },
    'uiNodes.private.subnetIds',
    'at least two subnet ids',
  ],
  [
    'a VPC link without nodes',
    { platform: privately((text) => text.replace(/\[{ address.*/, '[]')) },
    'uiNodes.private.nodes',
    'a list of nodes',
  ],
  [
    'a node that is no address',
    { platform: privately((text) => text.replace('10.0.0.7', 'node.test')) },
    'uiNodes.private.nodes.0.address',
    'an IPv4 address',
  ],
  [
    'a port of the endpoint beside private nodes',
    { platform: privately((text) => text).replace('brand.test', 'brand.test:8443') },
    'uiNodes.brandEndpoint',
    'a host name without a port',
  ],
  [
    'a health check longer than its interval',
    { platform: privately((text) => `${text}\n    healthCheck: { intervalSeconds: 5, timeoutSeconds: 5 }`) },
    'uiNodes.private.healthCheck.timeoutSeconds',
    'fewer seconds than intervalSeconds',
  ],
  [
    'a CIDR block with host bits',
    { alpha: 'allowedSourceIps: [10.0.0.1/8]' },
    'allowedSourceIps.0',
    'without host bits',
  ],
  [
    'a prefix longer than an address',
    { alpha: 'allowedSourceIps: [10.0.0.0/33]' },
    'allowedSourceIps.0',
    'a CIDR block',
  ],
  [
    'a time limit over the quota',
    { alpha: 'uiNodes: { timeoutSeconds: 30 }' },
    'uiNodes.timeoutSeconds',
    'at most 29; if AWS has raised the quota, set acknowledgedTimeoutQuotaSeconds',
  ],
  [
    'a time limit over the acknowledged quota',
    { alpha: 'uiNodes: { timeoutSeconds: 61, acknowledgedTimeoutQuotaSeconds: 60 }' },
    'uiNodes.timeoutSeconds',
    'at most 60',
  ],
  [
    'a client certificate that a function cannot present',
    { alpha: 'uiNodes: { forwarding: lambda, clientCertificate: generated }' },
    'uiNodes.forwarding',
    'forwarding: httpProxy',
  ],
  [
    "a reseller's brand endpoint without a certificate before private nodes",
    {
      platform: privately((text) => `${text}\n    furtherCertificates: [{ host: b.test, certificateArn: ${ARN} }]`),
      alpha: 'uiNodes: { brandEndpoint: https://c.test }',
      bravo: 'uiNodes: { brandEndpoint: https://b.test }',
    },
    'uiNodes.brandEndpoint',
    'one of: brand.test, b.test; add others to',
  ],
  [
    'a client certificate that private nodes would never see',
    { platform: privately((text) => text), alpha: 'uiNodes: { clientCertificate: generated }' },
    'uiNodes.clientCertificate',
    'no clientCertificate with uiNodes.private',
  ],
  [
    'a timestamp window of nothing',
    { alpha: 'oauth: { timestampWindowSeconds: 0 }' },
    'oauth.timestampWindowSeconds',
    'from 30 to 3600 seconds',
  ],
  ['a cache of a day', { alpha: 'oauth: { cacheSeconds: 86400 }' }, 'oauth.cacheSeconds', 'from 1 to 60 seconds'],
  [
    'PLAINTEXT',
    { alpha: 'oauth: { signatureMethods: [PLAINTEXT] }' },
    'oauth.signatureMethods.0',
    'one of: HMAC-SHA1, HMAC-SHA256',
  ],
  [
    'a header with which a consumer acts as an administrator',
    { alpha: 'oauth: { allowedApsHeaders: [aps-locale, aps-token] }' },
    'oauth.allowedApsHeaders.1',
    'any header except aps-token, aps-resource-id',
  ],
  [
    'a header with which a consumer acts as another resource',
    { platform: 'oauth: { allowedApsHeaders: [aps-original-identity-id] }' },
    'oauth.allowedApsHeaders.0',
    'would let a consumer claim any identity',
  ],
  [
    'a retention that CloudWatch lacks',
    { alpha: 'logs: { retentionDays: 8 }' },
    'logs.retentionDays',
    'one of: 1, 3, 5, 7, 14',
  ],
  ['thresholds where there are no alarms', { alpha: 'alarms: { throttles: 5 }' }, 'alarms', 'alarms in platform.yaml'],
  [
    'a security policy that differs between domains of a gateway',
    {
      alpha: [
        'domains:',
        '  - { name: a.alpha.test, hostedZone: { id: Z1, name: alpha.test } }',
        '  - { name: b.alpha.test, hostedZone: { id: Z1, name: alpha.test }, tlsPolicy: SecurityPolicy_TLS13_1_3_2025_09 }',
      ].join('\n'),
    },
    'domains.1.tlsPolicy',
    'TLS_1_2: all domains',
  ],
  ['a parent that does not exist', { alpha: 'parent: nobody', bravo: '' }, 'parent', 'one of: bravo'],
  [
    'an inherited gateway without a parent',
    { alpha: 'gateway: inherited' },
    'gateway',
    'own, or inherited with a parent',
  ],
  [
    'a capacity below the sum of throttles',
    {
      platform: 'capacity: { rateLimit: 99 }',
      alpha: 'throttle: { rateLimit: 60, burstLimit: 60 }',
      bravo: 'throttle: { rateLimit: 40, burstLimit: 40 }',
    },
    'capacity.rateLimit',
    '100 or more',
  ],
  [
    'a capacity beside a gateway without throttle',
    { platform: 'capacity: { rateLimit: 99 }', alpha: '' },
    'capacity.rateLimit',
    'a throttle for every gateway',
  ],
  ['an account id that lost its quotes', { platform: 'account: 111122223333' }, 'account', '12 digits, in quotes'],
  ['a tag of AWS', { alpha: 'tags: { "aws:x": y }' }, 'tags.aws:x', 'not starting with aws:'],
  [
    'a burst beyond what API Gateway counts',
    { alpha: 'throttle: { rateLimit: 5, burstLimit: 2147483648 }' },
    'throttle.burstLimit',
    'a whole number from 1 to 2147483647',
  ],
  ['a platform without tiers', { platform: 'tiers: {}', alpha: '' }, 'tiers', 'or tiers in platform.yaml'],
  ['a reseller without tiers', { alpha: 'tiers: {}' }, 'tiers', 'at least one tier'],
  [
    'a throttle of a method in a tier without one',
    {
      platform:
        'tiers: { standard: { quota: unlimited, throttle: { rateLimit: unlimited, burstLimit: unlimited }, methods: [{ path: /aps/2/resources, method: GET, rateLimit: 2, burstLimit: 3 }] } }',
    },
    'tiers.standard.throttle.rateLimit',
    'if single methods have throttles',
  ],
  [
    'a throttle of one route and method twice',
    {
      platform: tier(
        'quota: unlimited, methods: [{ path: /aps/2/resources, method: GET, rateLimit: 2, burstLimit: 3 }, { path: /aps/2/resources/, method: GET, rateLimit: 4, burstLimit: 5 }]',
      ),
    },
    'tiers.standard.methods.1.path',
    'each path and method once',
  ],
  [
    'IPv6 addresses of a VPC',
    { platform: privately((text) => text.replace('[10.0.0.0/16]', '[10.0.0.0/16, "2001:db8::/56"]')) },
    'uiNodes.private.vpcCidrs.1',
    'a block of IPv4 addresses',
  ],
  [
    'more nodes than a security group has rules',
    {
      platform: privately((text) =>
        text.replace(/\[{ address.*/, `[${counted(61, (n) => `{ address: 10.0.1.${n} }`)}]`),
      ),
    },
    'uiNodes.private.nodes',
    'at most 60 nodes',
  ],
  [
    'status codes that a health check cannot expect',
    { platform: privately((text) => `${text}\n    healthCheck: { statusCodes: 200-500 }`) },
    'uiNodes.private.healthCheck.statusCodes',
    'from 200 to 499',
  ],
  [
    'a range of status codes that descends',
    { platform: privately((text) => `${text}\n    healthCheck: { statusCodes: "204,399-200" }`) },
    'uiNodes.private.healthCheck.statusCodes',
    'the lower code of a range comes first',
  ],
  ['every IPv4 address', { alpha: 'allowedSourceIps: [0.0.0.0/0]' }, 'allowedSourceIps.0', 'a prefix of /1 or longer'],
  [
    'every IPv6 address in the web ACL',
    { platform: 'protection: { webAcl: { allowedSourceIps: [10.0.0.0/8, "::/0"] } }' },
    'protection.webAcl.allowedSourceIps.1',
    'a prefix of /1 or longer',
  ],
  [
    'more addresses than a resource policy holds',
    { alpha: `allowedSourceIps: [${counted(444, (n) => `10.20.${n % 250}.${100 + Math.floor(n / 250)}/32`)}]` },
    'allowedSourceIps',
    'at most 7492 characters',
  ],
  [
    'a web ACL that does nothing',
    { platform: 'protection: { webAcl: { managedRules: false } }' },
    'protection.webAcl',
    'at least one of: requestsPerIp',
  ],
  [
    'a name of API Gateway’s own as domain',
    { alpha: `domains: [{ name: x1.execute-api.eu-west-1.amazonaws.com, certificateArn: "${ARN}" }]` },
    'domains.0.name',
    'a domain of your own',
  ],
  [
    'a domain longer than the name of a certificate',
    { alpha: `domains: [{ name: ${'a'.repeat(52)}.zone.example, hostedZone: { id: Z1, name: zone.example } }]` },
    'domains.0.name',
    'at most 64 characters',
  ],
  [
    'zones kept apart with a node outside of the VPC',
    {
      platform: privately(
        (text) => `${text.replace('7 }]', '7 }, { address: 192.168.3.4, outsideVpc: true }]')}\n    crossZone: false`,
      ),
    },
    'uiNodes.private.crossZone',
    'no node with outsideVpc',
  ],
  [
    'a node on the internet',
    { platform: privately((text) => text.replace('10.0.0.7', '203.0.113.7, outsideVpc: true')) },
    'uiNodes.private.nodes.0.address',
    'an address in vpcCidrs or in 10.0.0.0/8',
  ],
  [
    'two nodes with one address',
    { platform: privately((text) => text.replace('7 }]', '7 }, { address: 10.0.0.7, outsideVpc: false }]')) },
    'uiNodes.private.nodes.1.address',
    'each address once',
  ],
  [
    'a node outside of the VPC that does not say so',
    { platform: privately((text) => text.replace('10.0.0.7', '10.1.0.7')) },
    'uiNodes.private.nodes.0.address',
    'or this one with outsideVpc: true',
  ],
  [
    'a node in the VPC that says otherwise',
    { platform: privately((text) => text.replace('10.0.0.7', '10.0.0.7, outsideVpc: true')) },
    'uiNodes.private.nodes.0.outsideVpc',
    'false, or an address outside vpcCidrs',
  ],
  [
    'a key of another region',
    { platform: `region: eu-central-1\nprotection: { encryptionKey: "${KEY}" }` },
    'protection.encryptionKey',
    'an ARN in eu-central-1',
  ],
  [
    'a key of another account',
    { platform: `account: '444455556666'\nprotection: { encryptionKey: "${KEY}" }` },
    'protection.encryptionKey',
    'an ARN of account 444455556666',
  ],
  [
    'a certificate of another account',
    { platform: "account: '444455556666'", alpha: `domains: [{ name: a.example, certificateArn: "${ARN}" }]` },
    'domains.0.certificateArn',
    'an ARN of account 444455556666',
  ],
  [
    'a proof of ownership of another account',
    {
      platform: "account: '444455556666'",
      alpha: `domains: [{ name: a.example, hostedZone: { id: Z1, name: a.example } }]\nmutualTls: { truststore: s3://bucket/key, ownershipCertificateArn: "${ARN}" }`,
    },
    'mutualTls.ownershipCertificateArn',
    'an ARN of account 444455556666',
  ],
  [
    'a domain that is the host of the UI nodes',
    { alpha: `domains: [{ name: brand.provider.test, certificateArn: "${ARN}" }]` },
    'domains.0.name',
    'a name other than that of the UI nodes',
  ],
  [
    'more routes than a stack has resources for',
    { alpha: `routes: [${counted(34, (n) => `{ path: /aps/2/a${n} }`)}]` },
    'routes',
    'at most 400',
  ],
  [
    'more tags than an AWS resource has',
    { platform: 'tags: { z: z }', alpha: `tags: { ${counted(50, (n) => `a${n}: b`)} }` },
    'tags',
    'at most 50 tags, including those of platform.yaml',
  ],
  [
    'more tags of the platform than an AWS resource has',
    { platform: `tags: { ${counted(51, (n) => `a${n}: b`)} }`, alpha: '' },
    'tags',
    'at most 50 tags',
  ],
  [
    'an alarm on answers that a gateway does not wait for',
    { platform: 'alarms: {}', alpha: 'alarms: { latencyMilliseconds: 7001 }\nuiNodes: { timeoutSeconds: 7 }' },
    'alarms.latencyMilliseconds',
    'at most 7000',
  ],
  [
    'a platform’s alarm on answers that a gateway does not wait for',
    { platform: 'alarms: { latencyMilliseconds: 29001 }', alpha: '', bravo: '' },
    'alarms.latencyMilliseconds',
    'at most 29000',
  ],
  [
    'a platform’s throttle of a route that a gateway lacks',
    {
      platform: tier('quota: unlimited, methods: [{ path: /aps/2/a, method: GET, rateLimit: 2, burstLimit: 3 }]'),
      alpha: 'routes: [{ path: /aps/2/a }]',
      bravo: 'tiers: { standard: inherit }',
    },
    'tiers.standard.methods.0.path',
    'a route with this method on every gateway with this tier',
  ],
  [
    'a platform’s throttle of a method that a gateway lacks',
    {
      platform: tier(
        'quota: unlimited, methods: [{ path: /aps/2/resources, method: PUT, rateLimit: 2, burstLimit: 3 }]',
      ),
      alpha: 'routes: [{ path: /aps/2/resources, methods: [GET] }]',
    },
    'tiers.standard.methods.0.path',
    'a route with this method',
  ],
  [
    'a throttle of a method that is looser than its tier',
    {
      platform: tier(
        'quota: unlimited, methods: [{ path: /aps/2/resources, method: PUT, rateLimit: 12, burstLimit: 23 }]',
      ),
    },
    'tiers.standard.methods.0.rateLimit',
    'at most 11',
  ],
])('%s is a problem', (_what, files, path, allowed) => {
  const found = problemsOf(files);
  expect(found.map((problem) => problem.path)).toEqual([path]);
  expect(found[0]?.allowed).toContain(allowed);
});

/** Entries 1 to `count` of a YAML list. */
function counted(count: number, entry: (n: number) => string): string {
  return Array.from({ length: count }, (_, index) => entry(index + 1)).join(', ');
}

function tier(quota: string): string {
  return `tiers: { standard: { ${quota}, throttle: { rateLimit: 11, burstLimit: 23 } } }`;
}

test('a problem has the file, the line, the path, the value and what is allowed', () => {
  expect(problemsOf({ alpha: 'displayName: A\nthrottle:\n  rateLimit: 0\n  burstLimit: 5\n' })).toEqual([
    {
      file: 'config/unit/resellers/alpha.yaml',
      line: 3,
      path: 'throttle.rateLimit',
      value: '0',
      message: 'is not allowed',
      allowed: 'a whole number from 1 to 2147483647, or unlimited',
    },
  ]);
});

test('a problem of one reseller hides none of another', () => {
  const found = problemsOf({
    alpha: 'mutualTls: { truststore: s3://bucket/key }',
    bravo: 'domains: [{ name: UPPER.example }]',
  });
  expect(places(found)).toContain('alpha.yaml:1 mutualTls');
  expect(places(found)).toContain('bravo.yaml:1 domains.0.name');
});

test('problems of every kind, in several files, are reported in one go', () => {
  const found = problemsOf({
    platform: 'dashbords: true\n',
    alpha: [
      'displayName: ""',
      'colour: red',
      'routes: [{ path: /aps/2/ui }]',
      'allowedSourceIps: [10.0.0.1/8]',
      'tiers: { golden: inherit }',
      'mutualTls: { truststore: s3://bucket/key }',
      'uiNodes: { timeoutSeconds: 40, brandEndpoint: "http://b.test" }',
    ].join('\n'),
    bravo: 'parent: nobody\ngateway: inherited\nlogs: { retentionDays: 8 }\n',
  });
  expect(places(found)).toEqual([
    'platform.yaml:1 dashbords',
    'alpha.yaml:1 displayName',
    'alpha.yaml:2 colour',
    'alpha.yaml:3 routes.0.path',
    'alpha.yaml:4 allowedSourceIps.0',
    'alpha.yaml:5 tiers.golden',
    'alpha.yaml:6 mutualTls',
    'alpha.yaml:7 uiNodes.brandEndpoint',
    'alpha.yaml:7 uiNodes.timeoutSeconds',
    'bravo.yaml:1 parent',
    'bravo.yaml:3 logs.retentionDays',
    'bravo.yaml:3 logs',
  ]);
});

test.each(['Alpha', 'a_b', '-a', 'a--b', 'platform', 'a.b'])('%s is no reseller id', (id) => {
  expect(problemsOf({ [`reseller:${id}`]: '' })).toEqual([
    expect.objectContaining({ message: 'invalid file name', value: `"${id}.yaml"` }),
  ]);
});
