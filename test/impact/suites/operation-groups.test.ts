import { declaredGateways, deployedGateway } from '../../../lib/impact/gateway-view';
import { impactOf } from '../../../lib/impact/impact';
import { describeLoss, type ImpactedConsumer } from '../../../lib/impact/losses';
import { type Declared, environmentOf } from '../../gateway/support/environment';
import { GATEWAY } from '../../onboarding/support/current-state';

const CONSUMER: ImpactedConsumer = {
  consumerKey: 'crm',
  reseller: 'alpha',
  tier: 'standard',
  groups: ['ordering'],
  securityLevel: 'B',
};
const READING = { path: '/aps/2/resources/**', methods: ['GET' as const] };
const ORDERS = { path: '/aps/2/resources/orders', methods: ['GET' as const] };

function groups(operations: readonly { path: string; methods: 'GET'[] }[], level: 'A' | 'B' = 'B'): Declared {
  return { platform: { operationGroups: { ordering: { level, operations: [...operations] } } } };
}

/** Losses and notes of a consumer, in words, when one declaration replaces another. */
function told(before: Declared, after: Declared, consumer = CONSUMER): readonly string[] {
  return textsOf(impactOf([consumer], viewsOf(before), viewsOf(after)));
}

function viewsOf(declared: Declared) {
  return declaredGateways(environmentOf(declared));
}

function textsOf({ consumers }: ReturnType<typeof impactOf>): readonly string[] {
  return consumers.flatMap(({ losses, notes }) => [...losses.map(describeLoss), ...notes]);
}

test('groups take what they no longer allow from their consumers only', () => {
  const { groups: _, ...other } = CONSUMER;

  expect(told(groups([READING]), groups([ORDERS]))).toEqual(['GET /aps/2/resources/** of its operation groups']);
  expect(told(groups([READING]), groups([ORDERS]), other)).toEqual([]);
});

test('groups that go, or whose level rises, are lost', () => {
  expect(told(groups([READING]), {})).toEqual(['operation group ordering, which is gone']);
  expect(told(groups([READING]), groups([READING], 'A'))).toEqual([
    'operation group ordering, whose level A is above its own',
  ]);
});

test('groups that allow more are noted', () => {
  expect(told(groups([ORDERS]), groups([READING]))).toEqual([
    'its operation groups also allow GET /aps/2/resources/**',
  ]);
  expect(told(groups([ORDERS], 'A'), groups([ORDERS]))).toEqual(['it may also use operation group ordering']);
});

test('groups of a deployed gateway are known by their levels', () => {
  const descriptor = { ...GATEWAY, url: 'https://localhost:1', operationGroups: { ordering: 'B' } };
  const losses = (declared: Declared) =>
    textsOf(impactOf([CONSUMER], [deployedGateway(descriptor, new Map())], viewsOf(declared))).filter((text) =>
      text.includes('group'),
    );

  expect(losses(groups([ORDERS]))).toEqual([]);
  expect(losses(groups([ORDERS], 'A'))).toEqual(['operation group ordering, whose level A is above its own']);
});

test('groups of a deployed gateway are compared by their operations once these are read', () => {
  const descriptor = { ...GATEWAY, url: 'https://localhost:1', operationGroups: { ordering: 'B' } };
  const deployed = deployedGateway(descriptor, new Map(), { ordering: { level: 'B', operations: [READING] } });

  expect(textsOf(impactOf([CONSUMER], [deployed], viewsOf(groups([ORDERS]))))).toContain(
    'GET /aps/2/resources/** of its operation groups',
  );
});
