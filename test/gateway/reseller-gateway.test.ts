import { METRICS } from '../../lambda/authorizer/contract';
import type { GatewayDescriptor } from '../../lib/descriptor';
import { environmentOf } from './support/environment';
import { appOf, has, onlyResource, resellerTemplate, resourcesOf, templateOf, text } from './support/synthesis';

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

test('the API is regional', () =>
  has(template, 'AWS::ApiGateway::RestApi', { EndpointConfiguration: { Types: ['REGIONAL'] } }));

test('the API key comes from the authorizer', () =>
  has(template, 'AWS::ApiGateway::RestApi', { ApiKeySourceType: 'AUTHORIZER' }));

test('the API is named after environment and reseller', () =>
  has(template, 'AWS::ApiGateway::RestApi', { Name: 'aps-gateway-unit-alpha' }));

test("the stage is part of the UI nodes' own paths", () =>
  has(template, 'AWS::ApiGateway::Stage', { StageName: 'aps' }));

test('no gateway takes the CloudWatch role of the account', () =>
  template.resourceCountIs('AWS::ApiGateway::Account', 0));

test('no API key is in a template', () => template.resourceCountIs('AWS::ApiGateway::ApiKey', 0));

test('no secret is in a template', () => template.resourceCountIs('AWS::SecretsManager::Secret', 0));

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
  ['APS_GATEWAY_CACHE_SECONDS', '47'],
  ['APS_GATEWAY_OUTAGE_GRACE_SECONDS', '613'],
])('the function is told %s', (name, value) => {
  expect(variables[name]).toBe(value);
});

test('the function is told its nonce table', () => {
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

test('both log groups are kept as long as declared', () => {
  const groups = resourcesOf(template, 'AWS::Logs::LogGroup').map(([, { Properties }]) => Properties);
  expect(groups.map(({ LogGroupName, RetentionInDays }) => [LogGroupName, RetentionInDays])).toEqual([
    ['/aps-gateway/unit/alpha/access', 545],
    ['/aps-gateway/unit/alpha/authorizer', 545],
  ]);
});

test('nonces are keyed by their claim', () =>
  has(template, 'AWS::DynamoDB::Table', { KeySchema: [{ AttributeName: 'claim', KeyType: 'HASH' }] }));

test('nonces expire', () =>
  has(template, 'AWS::DynamoDB::Table', { TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true } }));

test('the nonce table is paid by request', () =>
  has(template, 'AWS::DynamoDB::Table', { BillingMode: 'PAY_PER_REQUEST' }));

test('the nonce table is encrypted', () =>
  has(template, 'AWS::DynamoDB::Table', { SSESpecification: { SSEEnabled: true } }));

test('the nonce table can be recovered', () =>
  has(template, 'AWS::DynamoDB::Table', { PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } }));

test('the throttle of the gateway holds for each method of its stage', () =>
  has(template, 'AWS::ApiGateway::Stage', {
    MethodSettings: [{ ResourcePath: '/*', HttpMethod: '*', ThrottlingRateLimit: 61, ThrottlingBurstLimit: 127 }],
  }));

test('an unlimited gateway has no throttle of its own', () => {
  const unlimited = resellerTemplate({ throttle: { rateLimit: 'unlimited', burstLimit: 'unlimited' } });
  expect(JSON.stringify(onlyResource(unlimited, 'AWS::ApiGateway::Stage'))).not.toContain('Throttling');
});

test('the only output is the URL to enter, without stage or slash', () => {
  const outputs = template.toJSON()['Outputs'] as Record<string, { Value: unknown }>;
  expect(Object.keys(outputs)).toEqual(['ApsOAuthApiGatewayUrl']);
  expect(text(outputs['ApsOAuthApiGatewayUrl']?.Value)).toMatch(
    /^https:\/\/\$\{GatewayApi[0-9A-F]+\}\.execute-api\.\$\{AWS::Region\}\.\$\{AWS::URLSuffix\}$/,
  );
});

describe('access log', () => {
  const stage = onlyResource(template, 'AWS::ApiGateway::Stage').Properties;
  const format = (stage['AccessLogSetting'] as { Format: string }).Format;
  const fields = JSON.parse(format) as Record<string, string>;

  test.each(['authorization', 'querystring', 'query', 'apiKey', 'header', 'challenge'])('never has %s', (word) => {
    expect(format.toLowerCase()).not.toContain(word.toLowerCase());
  });

  test('fits the three kilobytes that API Gateway allows', () => {
    expect(format.length).toBeLessThan(3072);
  });

  test.each([
    ['gateway', 'unit/alpha'],
    ['consumerKey', '$context.authorizer.consumerKey'],
    ['reseller', '$context.authorizer.reseller'],
    ['tier', '$context.authorizer.tier'],
    ['reason', '$context.authorizer.reason'],
    ['requestId', '$context.extendedRequestId'],
    ['status', '$context.status'],
  ])('has %s', (field, value) => {
    expect(fields[field]).toBe(value);
  });
});

test('the descriptor names everything that the command needs', () => {
  const { Name, Value } = onlyResource(template, 'AWS::SSM::Parameter').Properties;
  expect(Name).toBe('/aps-gateway/unit/gateways/alpha');
  expect(JSON.parse(text(Value))).toEqual({
    version: 1,
    environment: 'unit',
    resellerId: 'alpha',
    serves: ['alpha'],
    url: expect.stringMatching(/^https:\/\/\$\{GatewayApi/) as string,
    restApiId: expect.stringMatching(/^\$\{GatewayApi/) as string,
    stage: 'aps',
    usagePlans: { standard: expect.stringMatching(/^\$\{GatewayTierstandard/) as string },
    signatureMethods: ['HMAC-SHA256', 'HMAC-SHA1'],
    routes: [{ path: '/aps/2/resources' }, { path: '/aps/2/services/orders', methods: ['GET', 'POST'] }],
    authorizerFunction: expect.stringMatching(/^\$\{GatewayOAuthFunction/) as string,
    nonceTable: expect.stringMatching(/^\$\{GatewayOAuthNonces/) as string,
    accessLogGroup: expect.stringMatching(/^\$\{GatewayAccessLog/) as string,
  });
});

test('the descriptor names the tiers of a served reseller that has fewer than the gateway', () => {
  const resellers = {
    alpha: {
      tiers: { standard: 'inherit', premium: { quota: 'unlimited', throttle: { rateLimit: 9, burstLimit: 9 } } },
    },
    'alpha-south': { parent: 'alpha', gateway: 'inherited', tiers: { standard: 'inherit' } },
    'alpha-west': { parent: 'alpha', gateway: 'inherited' },
  } as const;
  const gateway = templateOf({ resellers }, 'aps-gateway-unit-alpha');
  const { Value } = onlyResource(gateway, 'AWS::SSM::Parameter').Properties;
  expect((JSON.parse(text(Value)) as GatewayDescriptor).narrowedTiers).toEqual({ 'alpha-south': ['standard'] });
});

test('metrics of the function and of its gateway share a namespace', () => {
  for (const [, { Properties }] of resourcesOf(template, 'AWS::Logs::MetricFilter')) {
    const [transformation] = Properties['MetricTransformations'] as [{ MetricNamespace: string }];
    expect(transformation.MetricNamespace).toBe(METRICS.namespace);
  }
});

test('a descriptor may be larger than a standard parameter', () => {
  expect(onlyResource(template, 'AWS::SSM::Parameter').Properties['Tier']).toBe('Intelligent-Tiering');
});

test('a descriptor leaves its routes out where they would not fit', () => {
  const routes = Array.from({ length: 20 }, (_, index) => ({
    path: `/aps/2/services/${'long-name-'.repeat(8)}${index}`,
  }));
  const below = Array.from({ length: 140 }, (_, index) => [
    `sub-reseller-with-a-rather-long-name-${100 + index}`,
    { parent: 'alpha', gateway: 'inherited' as const },
  ]);
  const resellers = { alpha: { routes }, ...(Object.fromEntries(below) as object) };
  const { Value } = onlyResource(templateOf({ resellers }, 'aps-gateway-unit-alpha'), 'AWS::SSM::Parameter').Properties;
  const descriptor = JSON.parse(text(Value)) as GatewayDescriptor;
  expect(descriptor.serves).toHaveLength(141);
  expect(descriptor).not.toHaveProperty('routes');
});

test('a gateway that serves more than its descriptor can name is refused', () => {
  const below = Array.from({ length: 240 }, (_, index) => [
    `sub-reseller-with-a-rather-long-name-${100 + index}`,
    { parent: 'alpha', gateway: 'inherited' as const },
  ]);
  const config = environmentOf({ resellers: { alpha: {}, ...(Object.fromEntries(below) as object) } });
  expect(() => appOf(config)).toThrow(/descriptor of the gateway of alpha .* serves 241 resellers on 1 tiers/);
});
