import { has, onlyResource, resellerTemplate, resourcesOf, text } from './support/synthesis';

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

test('both log groups are kept as long as declared', () => {
  const groups = resourcesOf(template, 'AWS::Logs::LogGroup').map(([, { Properties }]) => Properties);
  expect(groups.map(({ RetentionInDays }) => RetentionInDays)).toEqual([545, 545]);
});

test('the log groups are named after the API, so that those of a later one have other names', () => {
  const groups = resourcesOf(template, 'AWS::Logs::LogGroup').map(([, { Properties }]) => Properties['LogGroupName']);
  expect(groups.map((name) => text(name).replace(/\$\{GatewayApi[0-9A-F]{8}\}/, 'API'))).toEqual([
    '/aps-gateway/unit/alpha/API/access',
    '/aps-gateway/unit/alpha/API/authorizer',
  ]);
});

test('with termination protection the logs outlive the gateway, unless its first deployment fails', () => {
  const kept = resellerTemplate({}, { protection: { terminationProtection: true } });
  for (const [, { DeletionPolicy, UpdateReplacePolicy }] of resourcesOf(kept, 'AWS::Logs::LogGroup'))
    expect([DeletionPolicy, UpdateReplacePolicy]).toEqual(['RetainExceptOnCreate', 'Retain']);
});

test.each([
  ['of the forwarder', { uiNodes: { forwarding: 'lambda' } }, 'Forwarder'],
  ['of executions', { logs: { executionLevel: 'error' } }, 'ExecutionLog'],
] as const)('logs %s are deleted with their setting, so that it can be declared again', (_what, reseller, id) => {
  const kept = resellerTemplate(reseller, { protection: { terminationProtection: true } });
  const groups = resourcesOf(kept, 'AWS::Logs::LogGroup').filter(([logicalId]) => logicalId.includes(id));
  expect(groups.map(([, { DeletionPolicy }]) => DeletionPolicy)).toEqual(['Delete']);
});

test.each(['AWS::Logs::LogGroup', 'AWS::DynamoDB::Table'])('%s is deleted with the reseller', (type) => {
  for (const [, { DeletionPolicy }] of resourcesOf(resellerTemplate(), type)) expect(DeletionPolicy).toBe('Delete');
});

test('the throttle of the gateway applies to each method of its stage', () =>
  has(template, 'AWS::ApiGateway::Stage', {
    MethodSettings: [{ ResourcePath: '/*', HttpMethod: '*', ThrottlingRateLimit: 61, ThrottlingBurstLimit: 127 }],
  }));

test('a gateway that declares no throttle has one derived from its tiers', () => {
  const [{ ThrottlingRateLimit, ThrottlingBurstLimit }] = onlyResource(resellerTemplate(), 'AWS::ApiGateway::Stage')
    .Properties['MethodSettings'] as [Record<string, number>];
  expect([ThrottlingRateLimit, ThrottlingBurstLimit]).toEqual([110, 230]);
});

test('each function of a gateway reserves the concurrency that is declared, and none by default', () => {
  const reserved = (isolation: object) =>
    resourcesOf(
      resellerTemplate({ uiNodes: { forwarding: 'lambda' }, ...isolation }, { isolation: { accountConcurrency: 164 } }),
      'AWS::Lambda::Function',
    ).map(([, { Properties }]) => Properties['ReservedConcurrentExecutions']);
  expect(reserved({ isolation: { reservedConcurrency: 32 } })).toEqual([32, 32]);
  expect(reserved({})).toEqual([undefined, undefined]);
});

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

const settings = (level: 'error' | 'info') =>
  onlyResource(resellerTemplate({ logs: { executionLevel: level } }), 'AWS::ApiGateway::Stage').Properties[
    'MethodSettings'
  ];

test.each(['error', 'info'] as const)('the execution log can be on at level %s, never with whole requests', (level) => {
  expect(settings(level)).toMatchObject([{ LoggingLevel: level.toUpperCase(), DataTraceEnabled: false }]);
});

test('the execution log is there before the stage that writes it, kept as long as the others', () => {
  const on = resellerTemplate({ logs: { executionLevel: 'error', retentionDays: 7 } });
  const [id, { Properties, DeletionPolicy }] = resourcesOf(on, 'AWS::Logs::LogGroup').find(([name]) =>
    name.includes('ExecutionLog'),
  )!;
  expect(text(Properties['LogGroupName'])).toMatch(/^API-Gateway-Execution-Logs_\$\{GatewayApi[0-9A-F]+\}\/aps$/);
  expect([Properties['RetentionInDays'], DeletionPolicy]).toEqual([7, 'Delete']);
  expect(onlyResource(on, 'AWS::ApiGateway::Stage').DependsOn).toContain(id);
});

test('X-Ray can be on for stage and function', () => {
  const traced = resellerTemplate({}, { tracing: true });
  has(traced, 'AWS::ApiGateway::Stage', { TracingEnabled: true });
  has(traced, 'AWS::Lambda::Function', { TracingConfig: { Mode: 'Active' } });
});

test('X-Ray follows a request through the forwarder', () => {
  const traced = resellerTemplate({ uiNodes: { forwarding: 'lambda' } }, { tracing: true });
  for (const [, { Properties }] of resourcesOf(traced, 'AWS::Lambda::Function'))
    expect(Properties['TracingConfig']).toEqual({ Mode: 'Active' });
});

test('X-Ray is off otherwise', () => has(resellerTemplate(), 'AWS::ApiGateway::Stage', { TracingEnabled: false }));
