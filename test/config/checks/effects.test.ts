import { type Files, load, places, problemsOf } from '../support/files';

const PROVIDER = 'bearer: { issuer: https://login.test/, audience: gateways, jwksUri: https://login.test/keys }';
const TOKENS = `oauth: { authentication: [bearer], ${PROVIDER} }`;
const LOCKOUT = 'lockout: { failures: 7, withinMinutes: 11, forMinutes: 33 }';
const ENDPOINTS = 'vpcEndpoints: [{ id: vpce-0123456789abcdef0 }]';
const ALARMS = 'alarms: { authorizerErrors: 9 }';

test.each<[string, Files, string]>([
  ['an identity provider without tokens', { alpha: `oauth: { ${PROVIDER} }` }, 'oauth.bearer'],
  [
    'an identity provider of a gateway that returns to signatures',
    { platform: TOKENS, alpha: `oauth: { authentication: [oauth1], ${PROVIDER} }` },
    'oauth.bearer',
  ],
  [
    'signature methods without signatures',
    { alpha: `oauth: { authentication: [bearer], ${PROVIDER}, signatureMethods: [HMAC-SHA256] }` },
    'oauth.signatureMethods',
  ],
  [
    'a time window without signatures',
    { alpha: `oauth: { authentication: [bearer], ${PROVIDER}, timestampWindowSeconds: 77 }` },
    'oauth.timestampWindowSeconds',
  ],
  [
    'a clock skew without signatures',
    { alpha: `oauth: { authentication: [bearer], ${PROVIDER}, clockSkewSeconds: 33 }` },
    'oauth.clockSkewSeconds',
  ],
  ['a lockout without signatures', { alpha: `${TOKENS}\n${LOCKOUT}` }, 'lockout'],
  ...['signatureFailures', 'nonceTableFaults', 'failedAttempts'].map((key): [string, Files, string] => [
    `the alarm ${key} without signatures`,
    { platform: ALARMS, alpha: `${TOKENS}\nalarms: { ${key}: 17 }` },
    `alarms.${key}`,
  ]),
  ['VPC endpoints on the internet only', { alpha: ENDPOINTS }, 'vpcEndpoints'],
])('%s has no effect, which is a problem of the file that declares it', (_, files, path) => {
  const found = problemsOf(files);

  expect(found.map((problem) => [problem.file, problem.path])).toEqual([['config/unit/resellers/alpha.yaml', path]]);
  expect(found[0]).toMatchObject({
    message: expect.stringMatching(/^ha(?:s|ve) no effect: /) as string,
    allowed: expect.stringMatching(/^nothing, or /) as string,
  });
});

test('the problem of an identity provider says what is missing', () => {
  expect(problemsOf({ alpha: `oauth: { authentication: [oauth1], ${PROVIDER} }` })).toMatchObject([
    {
      message: 'has no effect: oauth.authentication has no bearer, so no token is accepted',
      allowed: 'nothing, or bearer in oauth.authentication',
    },
  ]);
});

test.each<[string, Files]>([
  [
    'an identity provider',
    { alpha: `oauth: { ${PROVIDER} }`, bravo: 'parent: alpha\noauth: { authentication: [bearer] }' },
  ],
  ['a lockout', { alpha: `${TOKENS}\n${LOCKOUT}`, bravo: 'parent: alpha\noauth: { authentication: [oauth1] }' }],
  ['VPC endpoints', { alpha: ENDPOINTS, bravo: 'parent: alpha\naudience: internal' }],
])('%s for a gateway below has an effect', (_, files) => {
  expect(() => load(files)).not.toThrow();
});

test('a setting that every gateway below replaces has no effect on them', () => {
  const own = PROVIDER.replaceAll('login.test', 'login.bravo.test');
  const bravo = `parent: alpha\noauth: { authentication: [bearer], ${own} }`;

  expect(places(problemsOf({ alpha: `oauth: { ${PROVIDER} }`, bravo }))).toEqual(['alpha.yaml:1 oauth.bearer']);
});

test('platform.yaml may declare what no gateway uses yet', () => {
  const { gateways } = load({ platform: `oauth: { ${PROVIDER} }\n${LOCKOUT}`, alpha: '' });

  expect(gateways[0]?.oauth).not.toHaveProperty('bearer');
});

test('a gateway for tokens only has neither the lockout nor the alarms of signatures that platform.yaml declares', () => {
  const platform = `${LOCKOUT}\nalarms: { signatureFailures: 17, nonceTableFaults: 18, failedAttempts: 19, throttles: 21 }`;
  const [alpha, bravo] = load({ platform, alpha: TOKENS, bravo: '' }).gateways;

  expect(alpha).not.toHaveProperty('lockout');
  expect(alpha?.alarms).toEqual({ serverErrorPercent: 5, authorizerErrors: 5, throttles: 21 });
  expect(bravo).toMatchObject({ lockout: { failures: 7 }, alarms: { signatureFailures: 17, failedAttempts: 19 } });
});

test('switching off a lockout that does not apply is no problem', () => {
  expect(() => load({ platform: LOCKOUT, alpha: `${TOKENS}\nlockout: none` })).not.toThrow();
  expect(() => load({ alpha: LOCKOUT, bravo: `parent: alpha\n${TOKENS}\nlockout: none` })).not.toThrow();
});

test.each<[string, Files, string[]]>([
  [
    'its own schemes',
    { alpha: `oauth: { authentication: [token], ${PROVIDER} }` },
    ['alpha.yaml:1 oauth.authentication.0'],
  ],
  [
    'the schemes of a gateway below',
    { alpha: `oauth: { ${PROVIDER} }`, bravo: 'parent: alpha\noauth: { authentication: [token] }' },
    ['bravo.yaml:2 oauth.authentication.0'],
  ],
  ['a file below', { alpha: `oauth: { ${PROVIDER} }`, bravo: 'parent: [' }, ['bravo.yaml:2 ']],
])('nothing is said about effects while %s cannot be read', (_, files, expected) => {
  expect(places(problemsOf(files))).toEqual(expected);
});
