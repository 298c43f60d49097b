import { planExtension } from '../../../lib/onboarding/usage/extension';
import type { Metering } from '../../../lib/onboarding/ports';
import { addDays, daysFrom } from '../../../lib/periods';
import { GATEWAY } from '../support/current-state';

/** Metering of consumer crm on tier standard: seven calls a day. */
function sevenADay(quota: Awaited<ReturnType<Metering['quota']>>): Metering {
  const key = { id: 'k1', name: 'aps-gateway/lab/alpha/crm', enabled: true };
  const planKeys: Metering['planKeys'] = async (id) => (id === 'plan-s' ? [key] : []);
  const usage: Metering['usage'] = async (id, { from, to }) =>
    new Map(id === 'plan-s' ? [['k1', daysFrom(from, to).map(() => ({ calls: 7, remaining: 90 }))]] : []);
  return {
    keys: async (prefix) => (key.name.startsWith(prefix) ? [key] : []),
    planKeys,
    usage,
    quota: async () => quota,
  } as Partial<Metering> as Metering;
}

test.each<['DAY' | 'WEEK' | 'MONTH', number, string]>([
  ['DAY', 0, '2026-03-31'],
  ['WEEK', 0, '2026-03-29'],
  ['WEEK', 1, '2026-03-30'],
  ['MONTH', 0, '2026-03-01'],
  ['MONTH', 14, '2026-03-15'],
])('an extension counts the calls since a %s period with offset %d started', async (period, offset, start) => {
  const metering = sevenADay({ limit: 1000, period, offset });
  const now = new Date('2026-03-31T12:00:00Z');
  const extension = await planExtension(metering, GATEWAY, { of: { consumerKey: 'crm' }, by: 50, now });
  const days = daysFrom(start, '2026-03-31').length;

  expect(extension).toMatchObject({ periodStart: start, used: 7 * days, current: 90 + 7 * days - 1000, desired: 50 });
});

test('the longest period is read from its first day on', async () => {
  const read: string[] = [];
  const metering = sevenADay({ limit: 1000, period: 'MONTH', offset: 27 });
  const usage: Metering['usage'] = (id, days) => {
    read.push(days.from);
    return metering.usage(id, days);
  };
  const now = new Date('2026-03-27T00:00:00Z');
  await planExtension({ ...metering, usage }, GATEWAY, { of: { consumerKey: 'crm' }, by: 1, now });

  expect(read[0]! <= addDays('2026-03-27', -27)).toBe(true);
});
