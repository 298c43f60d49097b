import { has, onlyResource, resellerTemplate, resourcesOf, text } from '../support/synthesis';

const template = resellerTemplate({
  oauth: {
    signatureMethods: ['HMAC-SHA256', 'HMAC-SHA1'],
    timestampWindowSeconds: 241,
    clockSkewSeconds: 31,
    allowedApsHeaders: ['aps-locale', 'aps-subscription-id'],
    cacheSeconds: 47,
    outageGraceSeconds: 613,
  },
  logs: { retentionDays: 545 },
  routes: [{ path: '/aps/2/resources' }, { path: '/aps/2/services/orders', methods: ['GET', 'POST'] }],
  throttle: { rateLimit: 61, burstLimit: 127 },
});
const authorizerFunction = onlyResource(template, 'AWS::Lambda::Function').Properties;
const variables = (authorizerFunction['Environment'] as { Variables: Record<string, unknown> }).Variables;

test('the authorizer sees the whole request', () => has(template, 'AWS::ApiGateway::Authorizer', { Type: 'REQUEST' }));

test('no decision is cached', () => has(template, 'AWS::ApiGateway::Authorizer', { AuthorizerResultTtlInSeconds: 0 }));

test('API Gateway itself answers a request without Authorization', () =>
  has(template, 'AWS::ApiGateway::Authorizer', { IdentitySource: 'method.request.header.Authorization' }));

test('one permission lets API Gateway call the authorizer', () =>
  template.resourceCountIs('AWS::Lambda::Permission', 1));

test.each([
  ['APS_GATEWAY_CREDENTIALS_PREFIX', 'aps-gateway/unit/alpha/'],
  ['APS_GATEWAY_REALM', 'alpha'],
  ['APS_GATEWAY_SIGNATURE_METHODS', 'HMAC-SHA256,HMAC-SHA1'],
  ['APS_GATEWAY_TIMESTAMP_WINDOW_SECONDS', '241'],
  ['APS_GATEWAY_CLOCK_SKEW_SECONDS', '31'],
  ['APS_GATEWAY_ALLOWED_APS_HEADERS', 'aps-locale,aps-subscription-id'],
  ['APS_GATEWAY_AUTHORIZATION', 'canonical'],
  ['APS_GATEWAY_FORWARDING', 'httpProxy'],
  ['APS_GATEWAY_CACHE_SECONDS', '47'],
  ['APS_GATEWAY_OUTAGE_GRACE_SECONDS', '613'],
])('the function has a variable for %s', (name, value) => {
  expect(variables[name]).toBe(value);
});

test('the function gets the operation groups, without what only the platform needs, and no variable without them', () => {
  const operations = [{ methods: ['POST' as const], path: '/aps/2/orders' }];
  const platformOperations = [{ type: 'http://example.com/orders', verb: 'POST' as const }];
  const operationGroups = { orders: { level: 'B' as const, operations, platformOperations } };
  const own = onlyResource(resellerTemplate({}, { operationGroups }), 'AWS::Lambda::Function').Properties;
  const declared = (own['Environment'] as { Variables: Record<string, string> }).Variables;

  expect(JSON.parse(declared['APS_GATEWAY_OPERATION_GROUPS']!)).toEqual({ orders: { level: 'B', operations } });
  expect(variables).not.toHaveProperty('APS_GATEWAY_OPERATION_GROUPS');
});

test('the function knows the routes that lie within another one, and has no variable without them', () => {
  const routes = ['/aps/2/a', '/aps/2/a/b', '/aps/2/ab', '/aps/2/a/b/c'].map((path) => ({ path }));
  const nested = onlyResource(resellerTemplate({ routes }), 'AWS::Lambda::Function').Properties;

  expect(nested['Environment']).toMatchObject({ Variables: { APS_GATEWAY_NESTED_ROUTES: '/aps/2/a/b,/aps/2/a/b/c' } });
  expect(variables).not.toHaveProperty('APS_GATEWAY_NESTED_ROUTES');
});

test('the function requires client certificates only where the gateway has mutual TLS', () => {
  const mutualTls = { truststore: 's3://bucket-3/a/b.pem', version: 'v.5' };
  const certificateArn = 'arn:aws:acm:eu-central-1:111122223333:certificate/0a1b2c3d-1111-4444-8888-0123456789ab';
  const domains = [{ name: 'api.alpha.test', certificateArn }];
  const of = (reseller: object) =>
    JSON.stringify(onlyResource(resellerTemplate(reseller), 'AWS::Lambda::Function').Properties);
  expect(of({ domains, mutualTls })).toContain('"APS_GATEWAY_CLIENT_CERTIFICATE":"required"');
  expect(of({ domains })).not.toContain('APS_GATEWAY_CLIENT_CERTIFICATE');
});

describe('a declared lockout', () => {
  const lockout = { failures: 7, withinMinutes: 11, forMinutes: 33 };
  const declared = resellerTemplate({}, { lockout });
  const tableOf = (made: typeof declared) =>
    resourcesOf(made, 'AWS::DynamoDB::Table').find(([, { Properties }]) =>
      JSON.stringify(Properties).includes('"AttributeName":"source"'),
    );

  test('makes a table by consumer key and source, whose items DynamoDB removes after their end', () => {
    expect(tableOf(declared)?.[1]).toMatchObject({
      DeletionPolicy: 'Delete',
      Properties: {
        KeySchema: [
          { AttributeName: 'consumerKey', KeyType: 'HASH' },
          { AttributeName: 'source', KeyType: 'RANGE' },
        ],
        TimeToLiveSpecification: { AttributeName: 'endsAt', Enabled: true },
        BillingMode: 'PAY_PER_REQUEST',
        SSESpecification: { SSEEnabled: true },
      },
    });
  });

  test('gives the function its limits and its table', () => {
    const { Properties } = onlyResource(declared, 'AWS::Lambda::Function');
    const { Variables } = Properties['Environment'] as { Variables: Record<string, unknown> };
    expect(JSON.parse(Variables['APS_GATEWAY_LOCKOUT'] as string)).toEqual(lockout);
    expect(Variables['APS_GATEWAY_LOCKOUT_TABLE']).toEqual({ Ref: tableOf(declared)?.[0] });
  });

  test('lets the function read and count, but remove nothing', () => {
    const [id] = tableOf(declared)!;
    const roles = resourcesOf(declared, 'AWS::IAM::Role').map(([, role]) => JSON.stringify(role.Properties));
    const statement = `"Action":["dynamodb:GetItem","dynamodb:UpdateItem"],"Effect":"Allow","Resource":{"Fn::GetAtt":["${id}","Arn"]}`;
    expect(roles.some((role) => role.includes(statement))).toBe(true);
  });

  test('leaves no trace when a reseller has none', () => {
    const plain = JSON.stringify(resellerTemplate().toJSON());
    expect(JSON.stringify(resellerTemplate({ lockout: 'none' }, { lockout }).toJSON()) === plain).toBe(true);
    expect(/lockout/i.exec(plain)).toBeNull();
  });
});

test('the function has a variable for its nonce table', () => {
  const [[table]] = resourcesOf(template, 'AWS::DynamoDB::Table') as [[string, unknown]];
  expect(variables['APS_GATEWAY_NONCE_TABLE']).toEqual({ Ref: table });
});

test.each([
  ['APS_GATEWAY_SECRETS_MANAGER_HOST', 'secretsmanager'],
  ['APS_GATEWAY_DYNAMODB_HOST', 'dynamodb'],
])('%s is the host of %s in the partition and region of the stack', (variable, service) => {
  expect(text(variables[variable])).toBe(`${service}.\${AWS::Region}.\${AWS::URLSuffix}`);
});

test.each([
  ['Runtime', 'nodejs24.x'],
  ['Architectures', ['arm64']],
  ['Handler', 'index.handler'],
  ['Timeout', 6],
  ['MemorySize', 512],
])('the function has %s', (property, value) => {
  expect(authorizerFunction[property]).toEqual(value);
});
