import { version } from '../../package.json';
import { documentMembers } from '../../lambda/authorizer/contract';
import { authorizerLogGroup, type GatewayDescriptor } from '../../lib/descriptor';
import { environmentOf } from './support/environment';
import { onlyResource, resellerTemplate, resourcesOf, templateOf, text, appOf } from './support/synthesis';

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
  routes: [
    { path: '/aps/2/resources' },
    { path: '/aps/2/services/orders', methods: ['GET', 'POST'] },
    { path: '/aps/2/types', methods: ['HEAD', 'GET', 'DELETE', 'PUT', 'POST'] },
  ],
  throttle: { rateLimit: 61, burstLimit: 127 },
});
test('the descriptor names everything that the command needs', () => {
  const { Name, Value } = onlyResource(template, 'AWS::SSM::Parameter').Properties;
  expect(Name).toBe('/aps-gateway/unit/gateways/alpha');
  expect(JSON.parse(text(Value))).toEqual({
    version: 1,
    packageVersion: version,
    environment: 'unit',
    resellerId: 'alpha',
    serves: ['alpha'],
    url: expect.stringMatching(/^https:\/\/\$\{GatewayApi/) as string,
    restApiId: expect.stringMatching(/^\$\{GatewayApi/) as string,
    stage: 'aps',
    usagePlans: { standard: expect.stringMatching(/^\$\{GatewayTierstandard/) as string },
    signatureMethods: ['HMAC-SHA256', 'HMAC-SHA1'],
    mutualTls: false,
    routes: [
      { path: '/aps/2/resources' },
      { path: '/aps/2/services/orders', methods: ['GET', 'POST'] },
      { path: '/aps/2/types', methods: ['GET', 'POST', 'PUT', 'DELETE', 'HEAD'] },
    ],
    documentMembers: documentMembers(),
    authorizerFunction: expect.stringMatching(/^\$\{GatewayOAuthFunction/) as string,
    nonceTable: expect.stringMatching(/^\$\{GatewayOAuthNonces/) as string,
    accessLogGroup: expect.stringMatching(/^\$\{GatewayAccessLog/) as string,
  });
});

test('the log group of the authorizer has the name that follows from the one of the access log', () => {
  const names = resourcesOf(template, 'AWS::Logs::LogGroup').map(([, { Properties }]) =>
    text(Properties['LogGroupName']),
  );
  const accessLogGroup = names.find((name) => name.endsWith('/access'))!;

  expect(names).toContain(authorizerLogGroup({ accessLogGroup }));
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

test('the descriptor names the tiers that are retired', () => {
  const limits = { quota: 'unlimited', throttle: { rateLimit: 9, burstLimit: 9 } } as const;
  const tiers = { standard: 'inherit', old: { ...limits, retired: true }, premium: limits } as const;
  const gateway = templateOf({ resellers: { alpha: { tiers } } }, 'aps-gateway-unit-alpha');
  const { Value } = onlyResource(gateway, 'AWS::SSM::Parameter').Properties;
  const { retiredTiers, usagePlans } = JSON.parse(text(Value)) as GatewayDescriptor;

  expect(retiredTiers).toEqual(['old']);
  expect(Object.keys(usagePlans)).toEqual(['standard', 'old', 'premium']);
});

test('the descriptor names the table of failed attempts only where sources are locked out', () => {
  const lockout = { failures: 7, withinMinutes: 11, forMinutes: 33 };
  const published = (platform: object) => {
    const made = templateOf({ resellers: { alpha: {} }, platform }, 'aps-gateway-unit-alpha');
    return JSON.parse(text(onlyResource(made, 'AWS::SSM::Parameter').Properties['Value'])) as object;
  };
  expect(published({ lockout })).toMatchObject({ lockoutTable: expect.stringMatching(/^\$\{GatewayOAuthLockout/) });
  expect(published({})).not.toHaveProperty('lockoutTable');
});

test('the descriptor names the operation groups with their levels', () => {
  const operations = [{ path: '/aps/2/orders' }];
  const operationGroups = { orders: { level: 'B', operations }, admin: { level: 'A', operations } } as const;
  const gateway = templateOf({ resellers: { alpha: {} }, platform: { operationGroups } }, 'aps-gateway-unit-alpha');
  const { Value } = onlyResource(gateway, 'AWS::SSM::Parameter').Properties;

  expect(JSON.parse(text(Value))).toMatchObject({ operationGroups: { orders: 'B', admin: 'A' } });
});

test('the descriptor names the tiers that are metered by reseller, in a version that older commands refuse', () => {
  const limits = { quota: 'unlimited', throttle: { rateLimit: 9, burstLimit: 9 } } as const;
  const tiers = { standard: 'inherit', whole: { ...limits, meteredBy: 'reseller' }, premium: limits } as const;
  const gateway = templateOf({ resellers: { alpha: { tiers } } }, 'aps-gateway-unit-alpha');
  const { Value } = onlyResource(gateway, 'AWS::SSM::Parameter').Properties;

  expect(JSON.parse(text(Value))).toMatchObject({ version: 2, resellerMeteredTiers: ['whole'] });
});

test('a tier that is metered by reseller adds nothing else to the template', () => {
  const limits = { quota: 'unlimited', throttle: { rateLimit: 9, burstLimit: 9 } } as const;
  const resourcesWith = (meteredBy: 'consumer' | 'reseller') => {
    const gateway = templateOf(
      { resellers: { alpha: { tiers: { whole: { ...limits, meteredBy } } } } },
      'aps-gateway-unit-alpha',
    );
    return Object.entries(gateway.toJSON()['Resources'] as Record<string, { Type: string }>).filter(
      ([, { Type }]) => Type !== 'AWS::SSM::Parameter',
    );
  };

  expect(resourcesWith('reseller')).toEqual(resourcesWith('consumer'));
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

test('a gateway that serves more resellers than its descriptor can hold is refused', () => {
  const below = Array.from({ length: 240 }, (_, index) => [
    `sub-reseller-with-a-rather-long-name-${100 + index}`,
    { parent: 'alpha', gateway: 'inherited' as const },
  ]);
  const config = environmentOf({ resellers: { alpha: {}, ...(Object.fromEntries(below) as object) } });
  expect(() => appOf(config)).toThrow(/descriptor of the gateway of alpha .* serves 241 resellers on 1 tiers/);
});
