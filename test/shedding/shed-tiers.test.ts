import type { GatewayDescriptor } from '../../lib/descriptor';
import { describeLevels, shedTiers } from '../../lib/shedding/shed-tiers';

const gateway = (resellerId: string, priorities?: Readonly<Record<string, number>>) =>
  ({
    resellerId,
    usagePlans: { gold: 'plan1', silver: 'plan2', bronze: 'plan3', constructor: 'plan4' },
    ...(priorities && { priorities }),
  }) as unknown as GatewayDescriptor;
const UNTIL = Date.parse('2026-11-26T04:15:00.900Z');

test('the tiers from the level on are refused, the highest number first', () => {
  expect(shedTiers([gateway('alpha', { gold: 0, bronze: 9 })], 5)).toEqual([
    {
      gateway: 'alpha',
      deployed: true,
      tiers: [
        { tier: 'bronze', priority: 9 },
        { tier: 'constructor', priority: 5 },
        { tier: 'silver', priority: 5 },
      ],
    },
  ]);
});

test('a gateway without priorities in its descriptor refuses nothing', () => {
  expect(shedTiers([gateway('beta')], 0)).toEqual([{ gateway: 'beta', deployed: false, tiers: [] }]);
});

test.each([
  [{}, 'No load is shed.'],
  [
    { manual: { from: 7, untilMs: UNTIL } },
    'Requests of tiers with priority 7 to 9 are refused until 2026-11-26T04:15:00Z, set by hand.',
  ],
  [
    { automatic: { from: 9, untilMs: UNTIL } },
    'Requests of tiers with priority 9 are refused until 2026-11-26T04:15:00Z, or longer while the UI nodes are busy.',
  ],
  [
    { manual: { from: 0, untilMs: UNTIL }, automatic: { from: 8, untilMs: UNTIL } },
    'Requests of every tier are refused until 2026-11-26T04:15:00Z, set by hand. Requests of tiers with priority 8 to 9 are refused until 2026-11-26T04:15:00Z, or longer while the UI nodes are busy.',
  ],
])('levels in words, case %#', (levels, text) => {
  expect(describeLevels(levels)).toBe(text);
});
