import { load, problemsOf } from '../support/files';

const PROVIDER = 'bearer: { issuer: https://login.test/, audience: gateways, jwksUri: https://login.test/keys }';
const BOTH = 'authentication: [bearer, oauth1]';

const oauth = (...members: readonly string[]) => `oauth:\n${members.map((member) => `  ${member}\n`).join('')}`;

test('a gateway accepts only signatures unless declared', () => {
  expect(load({ platform: oauth(PROVIDER), alpha: '' }).gateways[0]?.oauth).not.toHaveProperty('bearer');
});

test('a reseller chooses the schemes, and the platform knows the identity provider', () => {
  const { gateways } = load({
    platform: oauth(PROVIDER),
    alpha: oauth(BOTH),
    bravo: oauth('authentication: [bearer]'),
  });

  expect(gateways.map((gateway) => gateway.oauth.bearer?.schemes)).toEqual([['oauth1', 'bearer'], ['bearer']]);
});

test('defaults of the identity provider are filled in', () => {
  expect(load({ alpha: oauth(BOTH, PROVIDER) }).gateways[0]?.oauth.bearer).toEqual({
    schemes: ['oauth1', 'bearer'],
    issuer: 'https://login.test/',
    audience: 'gateways',
    jwksUri: 'https://login.test/keys',
    subjectClaim: 'sub',
    algorithms: ['RS256'],
    leewaySeconds: 30,
  });
});

test.each([
  ['of the platform', { platform: oauth(BOTH), alpha: '' }],
  ['of a reseller', { alpha: oauth(BOTH) }],
])('bearer without an identity provider is a problem %s', (_, files) => {
  expect(problemsOf(files)).toMatchObject([
    { path: 'oauth.authentication', message: 'has bearer, but no identity provider is declared' },
  ]);
});

test.each([
  'http://login.test/keys',
  'https://login.test:8443/keys',
  'https://user@login.test/keys',
  'https://login.test/keys#1',
  'https://localhost/keys',
  'https://192.0.2.1/keys',
  'https://[2001:db8::1]/keys',
  'login.test/keys',
])('%s is not a URL of keys', (uri) => {
  const provider = PROVIDER.replace('https://login.test/keys', `'${uri}'`);

  expect(problemsOf({ alpha: oauth(BOTH, provider) })).toMatchObject([
    { path: 'oauth.bearer.jwksUri', allowed: expect.stringContaining('an https URL with a host name') as string },
  ]);
});

test.each(['HS256', 'none', 'RS1'])('the algorithm %s is refused', (algorithm) => {
  const provider = PROVIDER.replace(' }', `, algorithms: [${algorithm}] }`);

  expect(problemsOf({ alpha: oauth(BOTH, provider) })).toMatchObject([
    { path: 'oauth.bearer.algorithms.0', allowed: 'one of: RS256, PS256, ES256, EdDSA' },
  ]);
});

test.each([
  ['own', 'probe: { everyMinutes: 5 }', 'probe: { consumer: key }\n', 'probe'],
  ["the platform's", 'probe: { everyMinutes: 5, consumer: key }', '', 'probe.consumer'],
])('a gateway for tokens only cannot be probed by its %s consumer', (_, platform, own, path) => {
  expect(problemsOf({ platform, alpha: `${own}${oauth('authentication: [bearer]', PROVIDER)}` })).toMatchObject([
    {
      path,
      message: expect.stringContaining('is not possible at a gateway that accepts only bearer tokens') as string,
    },
  ]);
});
