import { requireReachableVpcEndpoints } from '../../../lib/onboarding/plan/reachable-vpc-endpoints';
import { consumer, GATEWAY } from '../support/current-state';

const [ONE, OTHER] = ['vpce-0123456789abcdef0', 'vpce-0123456789abcdef1'];
const gateway = { ...GATEWAY, audience: 'both' as const, vpcEndpoints: [ONE] };
const limit = (to: readonly string[] | undefined, before?: readonly string[], at = gateway) =>
  requireReachableVpcEndpoints(
    at,
    consumer(to ? { rules: { sourceVpcEndpoints: to } } : {}),
    before && consumer({ rules: { sourceVpcEndpoints: before } }),
  );

test.each([[undefined], [[ONE]]])('a consumer can be limited to %j', (ids) => {
  expect(() => limit(ids)).not.toThrow();
});

test('a consumer cannot be limited to a VPC endpoint through which the gateway does not answer', () => {
  expect(() => limit([ONE, OTHER])).toThrow(
    `the gateway of alpha does not answer through "${OTHER}", so every request through it would be refused; it answers through ${ONE}.`,
  );
});

test('a gateway on the internet has none', () => {
  expect(() =>
    requireReachableVpcEndpoints(GATEWAY, consumer({ rules: { sourceVpcEndpoints: [ONE] } }), undefined),
  ).toThrow('it answers on the internet only. A new VPC endpoint must be deployed first.');
});

test('a VPC endpoint that the gateway lost meanwhile does not hinder other changes', () => {
  expect(() => limit([OTHER], [OTHER, ONE])).not.toThrow();
});
