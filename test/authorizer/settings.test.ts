import { SETTINGS } from '../../lambda/authorizer/contract';
import { readSettings, SettingsError } from '../../lambda/authorizer/settings';

const REQUIRED = { [SETTINGS.credentialsPrefix]: 'aps-gateway/lab/acme/', [SETTINGS.nonceTable]: 'acme-nonces' };

test('reads every variable', () => {
  const environmentVariables = {
    ...REQUIRED,
    [SETTINGS.realm]: 'Acme & Co.',
    [SETTINGS.signatureMethods]: 'HMAC-SHA256, HMAC-SHA1',
    [SETTINGS.timestampWindowSeconds]: '120',
    [SETTINGS.clockSkewSeconds]: '30',
    [SETTINGS.allowedApsHeaders]: 'aps-locale,APS-Actor-Scope',
    [SETTINGS.authorization]: 'asSent',
    [SETTINGS.forwarding]: 'lambda',
    [SETTINGS.clientCertificate]: 'required',
    [SETTINGS.nestedRoutes]: '/aps/2/a/b, /aps/2/a/b.c/d-e',
    [SETTINGS.operationGroups]: '{"orders":{"level":"B","operations":[{"path":"/aps/2/orders"}]}}',
    [SETTINGS.cacheSeconds]: '45',
    [SETTINGS.outageGraceSeconds]: '600',
  };
  expect(readSettings(environmentVariables)).toEqual({
    credentialsPrefix: 'aps-gateway/lab/acme/',
    nonceTable: 'acme-nonces',
    realm: 'Acme & Co.',
    signatureMethods: ['HMAC-SHA1', 'HMAC-SHA256'],
    timestampWindowSeconds: 120,
    clockSkewSeconds: 30,
    allowedApsHeaders: new Set(['aps-locale', 'aps-actor-scope']),
    authorization: 'asSent',
    forwarding: 'lambda',
    clientCertificate: 'required',
    nestedRoutes: ['/aps/2/a/b', '/aps/2/a/b.c/d-e'],
    operationGroups: { orders: { level: 'B', operations: [{ path: '/aps/2/orders' }] } },
    cacheSeconds: 45,
    outageGraceSeconds: 600,
  });
});

test('missing and empty variables take their defaults', () => {
  expect(readSettings({ ...REQUIRED, [SETTINGS.allowedApsHeaders]: '' })).toEqual({
    credentialsPrefix: 'aps-gateway/lab/acme/',
    nonceTable: 'acme-nonces',
    realm: 'APS',
    signatureMethods: ['HMAC-SHA1'],
    timestampWindowSeconds: 300,
    clockSkewSeconds: 300,
    allowedApsHeaders: new Set(),
    authorization: 'canonical',
    forwarding: 'httpProxy',
    clientCertificate: 'ignored',
    nestedRoutes: [],
    operationGroups: {},
    cacheSeconds: 60,
    outageGraceSeconds: 900,
  });
});

test.each(['/aps/2/a,,', 'aps/2/a', '/aps/2/a/', '/aps/2/%61', '/aps//a'])('refuses %s as nested routes', (text) => {
  expect(() => readSettings({ ...REQUIRED, [SETTINGS.nestedRoutes]: text })).toThrow('APS_GATEWAY_NESTED_ROUTES is');
});

test.each([
  [SETTINGS.timestampWindowSeconds, 'timestampWindowSeconds', '1', 1],
  [SETTINGS.timestampWindowSeconds, 'timestampWindowSeconds', ' 999999999 ', 999_999_999],
  [SETTINGS.clockSkewSeconds, 'clockSkewSeconds', '0', 0],
] as const)('accepts %s at its bounds', (variable, setting, text, value) => {
  expect(readSettings({ ...REQUIRED, [variable]: text })[setting]).toBe(value);
});

test.each([
  [SETTINGS.credentialsPrefix, 'no-slash', 'a prefix of secret names that ends in /'],
  [SETTINGS.credentialsPrefix, 'aps-gateway/lab', 'a prefix of secret names that ends in /'],
  [SETTINGS.credentialsPrefix, 'a b/', 'a prefix of secret names that ends in /'],
  [SETTINGS.realm, 'say "x"', 'printable ASCII without " and \\'],
  [SETTINGS.realm, 'a\\b', 'printable ASCII without " and \\'],
  [SETTINGS.realm, 'é', 'printable ASCII without " and \\'],
  [SETTINGS.signatureMethods, 'HMAC-SHA1,PLAINTEXT', 'some of HMAC-SHA1,HMAC-SHA256'],
  [SETTINGS.signatureMethods, 'hmac-sha1', 'some of HMAC-SHA1,HMAC-SHA256'],
  [SETTINGS.timestampWindowSeconds, '0', 'whole seconds from 1 to 999999999'],
  [SETTINGS.timestampWindowSeconds, '5m', 'whole seconds from 1 to 999999999'],
  [SETTINGS.timestampWindowSeconds, '5e2', 'whole seconds from 1 to 999999999'],
  [SETTINGS.timestampWindowSeconds, '0x12c', 'whole seconds from 1 to 999999999'],
  [SETTINGS.clockSkewSeconds, '-1', 'whole seconds from 0 to 999999999'],
  [SETTINGS.cacheSeconds, '0', 'whole seconds from 1 to 999999999'],
  [SETTINGS.outageGraceSeconds, '1000000000', 'whole seconds from 0 to 999999999'],
  [SETTINGS.authorization, 'assent', 'one of canonical, asSent'],
  [SETTINGS.clientCertificate, 'yes', 'required, or nothing'],
  [SETTINGS.forwarding, 'function', 'one of httpProxy, lambda'],
  [SETTINGS.allowedApsHeaders, 'aps-locale,x-other', 'aps-* header names'],
  [SETTINGS.allowedApsHeaders, 'x-aps-locale', 'aps-* header names'],
  [SETTINGS.allowedApsHeaders, 'aps-locale:', 'aps-* header names'],
  [SETTINGS.allowedApsHeaders, 'aps-*', 'aps-* header names'],
])('reports %s when it is "%s"', (variable, value, expected) => {
  const read = () => readSettings({ ...REQUIRED, [variable]: value });
  expect(read).toThrow(SettingsError);
  expect(read).toThrow(expect.objectContaining({ name: 'SettingsError' }));
  expect(read).toThrow(`${variable} is "${value}", expected ${expected}`);
});

test('reports every problem at once', () => {
  expect(() => readSettings({})).toThrow(
    `The authorizer's environment variables are wrong: ${SETTINGS.credentialsPrefix} is "", expected a prefix of secret names that ends in /; ${SETTINGS.nonceTable} is "", expected the name or ARN of a table`,
  );
});

test.each([
  '{',
  '[]',
  '7',
  '{"orders":[]}',
  '{"orders":{"level":"D","operations":[]}}',
  '{"orders":{"operations":[]}}',
  '{"orders":{"level":"A","operations":"readOnly"}}',
  '{"reports":{"level":"C","operations":[]},"orders":{"level":"D","operations":[]}}',
])('refuses %s as operation groups', (text) => {
  expect(() => readSettings({ ...REQUIRED, [SETTINGS.operationGroups]: text })).toThrow(
    /APS_GATEWAY_OPERATION_GROUPS is .*a JSON object of operation groups/s,
  );
});
