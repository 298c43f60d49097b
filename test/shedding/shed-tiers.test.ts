import type { GatewayDescriptor } from '../../lib/descriptor';
import { shedTiers } from '../../lib/shedding/shed-tiers';

const gateway = (resellerId: string, priorities?: Readonly<Record<string, number>>) =>
  ({
    resellerId,
    usagePlans: { gold: 'plan1', silver: 'plan2', bronze: 'plan3', constructor: 'plan4' },
    ...(priorities && { priorities }),
  }) as unknown as GatewayDescriptor;

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
