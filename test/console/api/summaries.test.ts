import { consumerCounts, fleetUsage, resellerUsage } from '../../../lib/console/api/summaries';

const days = (first: number, second: number) => [
  { day: '2026-03-04', calls: first, remaining: 90 },
  { day: '2026-03-05', calls: second, remaining: 80 },
];
const CRM = { reseller: 'alpha', consumerKey: 'crm', calls: 3, days: days(1, 2) };
const SHOP = { reseller: 'alpha', consumerKey: 'shop', calls: 70, days: days(30, 40) };
const BILLING = { reseller: 'beta', consumerKey: 'billing', calls: 1100, days: days(500, 600) };
const SHARED = { reseller: 'beta', tier: 'standard', calls: 15_000, days: days(7000, 8000) };

test('the usage of a fleet is sums by reseller and day, shared tiers included', () => {
  const totals = [{ reseller: 'alpha' }];

  expect(fleetUsage({ totals, consumers: [CRM, SHOP, BILLING], shared: [SHARED] })).toEqual({
    totals,
    perDay: {
      alpha: [
        { day: '2026-03-04', calls: 31 },
        { day: '2026-03-05', calls: 42 },
      ],
      beta: [
        { day: '2026-03-04', calls: 7500 },
        { day: '2026-03-05', calls: 8600 },
      ],
    },
  });
});

test('the usage of a reseller has the last day of each consumer, and the sums by day', () => {
  const last = { day: '2026-03-05', calls: 2, remaining: 80 };
  const { consumers, perDay } = resellerUsage({ consumers: [CRM, SHOP] });

  expect(consumers[0]).toEqual({ ...CRM, days: [last] });
  expect(perDay.map(({ calls }) => calls)).toEqual([31, 42]);
});

test('the consumers of a fleet are their number by reseller', () => {
  expect(consumerCounts({ consumers: [CRM, BILLING, SHOP] })).toEqual({ counts: { alpha: 2, beta: 1 } });
});
