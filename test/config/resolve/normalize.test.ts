import { load } from '../support/files';
import { TIERS, gatewayOf } from '../support/sub-reseller';

test('unlimited is the absence of a limit', () => {
  const [config] = load({
    platform: TIERS,
    alpha: 'throttle: { rateLimit: unlimited, burstLimit: unlimited }',
  }).gateways;
  expect(config?.throttle).toEqual({});
  expect(config?.tiers['gold']).toEqual({ throttle: { rateLimit: 50, burstLimit: 90 }, methods: [] });
});

describe('a gateway that declares no throttle', () => {
  const tiers = (...throttles: string[]) =>
    `tiers: { ${throttles.map((throttle, index) => `t${index}: { quota: unlimited, throttle: ${throttle} }`).join(', ')} }`;

  test('has ten times the limits of its fastest tier', () => {
    const platform = tiers('{ rateLimit: 7, burstLimit: 90 }', '{ rateLimit: 13, burstLimit: 30 }');
    expect(gatewayOf({ platform, alpha: '' }, 'alpha').throttle).toEqual({
      rateLimit: 130,
      burstLimit: 900,
      derived: true,
    });
  });

  test('has none with a tier that is unlimited', () => {
    const platform = tiers('{ rateLimit: 7, burstLimit: 90 }', '{ rateLimit: unlimited, burstLimit: unlimited }');
    expect(gatewayOf({ platform, alpha: '' }, 'alpha').throttle).toEqual({});
  });
});

test('a trailing slash of a route makes no difference', () => {
  expect(gatewayOf({ alpha: 'routes: [{ path: /aps/2/types/ }]' }, 'alpha').routes).toEqual([
    { path: '/aps/2/types', methods: ['GET', 'POST', 'PUT', 'DELETE'] },
  ]);
});
