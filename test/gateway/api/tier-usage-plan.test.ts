import { onlyResource, resellerTemplate, resourcesOf, text } from '../support/synthesis';

const plan = (tier: object) =>
  onlyResource(resellerTemplate({ tiers: { gold: tier as never } }), 'AWS::ApiGateway::UsagePlan').Properties;

const GOLD = { quota: { limit: 907, period: 'week', offset: 5 }, throttle: { rateLimit: 17, burstLimit: 29 } };

test('a tier’s quota is its usage plan’s', () => {
  expect(plan(GOLD)['Quota']).toEqual({ Limit: 907, Period: 'WEEK', Offset: 5 });
});

test('a tier’s throttle is its usage plan’s', () => {
  expect(plan(GOLD)['Throttle']).toEqual({ RateLimit: 17, BurstLimit: 29 });
});

test('a usage plan is named after environment, reseller and tier', () => {
  expect(plan(GOLD)['UsagePlanName']).toBe('aps-gateway-unit-alpha-gold');
});

test('an unlimited quota is left out', () => {
  expect(plan({ ...GOLD, quota: 'unlimited' })).not.toHaveProperty('Quota');
});

test('an unlimited throttle is left out', () => {
  expect(plan({ ...GOLD, throttle: { rateLimit: 'unlimited', burstLimit: 'unlimited' } })).not.toHaveProperty(
    'Throttle',
  );
});

test('a throttle of a route applies at its path and below', () => {
  const methods = [{ path: '/aps/2/resources', method: 'POST', rateLimit: 3, burstLimit: 7 }];
  const [stage] = plan({ ...GOLD, methods })['ApiStages'] as [{ Throttle: object }];
  const limits = { RateLimit: 3, BurstLimit: 7 };
  expect(stage.Throttle).toEqual({ '/2/resources/POST': limits, '/2/resources/{proxy+}/POST': limits });
});

test('only tiers in use become usage plans', () => {
  const tiers = { bronze: GOLD, silver: GOLD, gold: GOLD } as never;
  const template = resellerTemplate({ tiers: { silver: 'inherit' } }, { tiers });
  expect(
    resourcesOf(template, 'AWS::ApiGateway::UsagePlan').map(([, { Properties }]) => Properties['UsagePlanName']),
  ).toEqual(['aps-gateway-unit-alpha-silver']);
});

test('a usage plan refers to the stage itself, so that it is made after it and deleted before it', () => {
  const [stage] = plan(GOLD)['ApiStages'] as [{ Stage: unknown }];
  expect(text(stage.Stage)).toMatch(/^\$\{GatewayApiDeploymentStageaps/);
});
