import type { GatewayView } from '../../lib/impact/gateway-view';
import { describeLoss, lossesOf } from '../../lib/impact/losses';

const view = (priorities?: Readonly<Record<string, number>>): GatewayView => ({
  resellerId: 'alpha',
  serves: ['alpha'],
  tiers: new Map([['gold', { throttle: {}, methods: [] }]]),
  narrowedTiers: {},
  audience: 'external',
  vpcEndpoints: [],
  ...(priorities && { priorities }),
});
const consumer = { consumerKey: 'crm', reseller: 'alpha', tier: 'gold', others: 0 };
const losses = (before: GatewayView, after: GatewayView) => lossesOf(consumer, before, after).map(describeLoss);

test('a priority that falls is a loss, and one that rises is none', () => {
  const text = 'priority: tier gold falls from 2 to 5, so it waits earlier while load is shed';
  expect(losses(view({ gold: 2 }), view({}))).toEqual([text]);
  expect(losses(view({}), view({ gold: 2 }))).toEqual([]);
  expect(losses(view({ gold: 2 }), view({ gold: 2 }))).toEqual([]);
});

test('a gateway that starts to shed load takes something from each tier, and one that stops nothing', () => {
  expect(losses(view(), view({ gold: 0 }))).toEqual(['being served while load is shed: tier gold gets priority 0']);
  expect(losses(view({ gold: 9 }), view())).toEqual([]);
});
