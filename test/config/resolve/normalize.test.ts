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

test('a trailing slash of a route makes no difference', () => {
  expect(gatewayOf({ alpha: 'routes: [{ path: /aps/2/types/ }]' }, 'alpha').routes).toEqual([
    { path: '/aps/2/types', methods: ['GET', 'POST', 'PUT', 'DELETE'] },
  ]);
});
