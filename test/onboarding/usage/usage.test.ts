import type { DayUsage, Metering, Quota } from '../../../lib/onboarding/ports';
import { usedPercent } from '../../../lib/onboarding/usage/meter-usage';
import { readUsage } from '../../../lib/onboarding/usage/usage';
import { addDays } from '../../../lib/periods';
import { GATEWAY } from '../support/current-state';

const key = { id: 'k1', name: 'aps-gateway/lab/alpha/crm', enabled: true };
const ALL = { records: [] };
const days = { from: '2026-03-10', to: '2026-03-13' };

/** Metering of crm on tier standard, with the days that GetUsage answers from the start of the quota period on. */
function metering(quota: Quota, perDay: readonly DayUsage[] | undefined, on = 'plan-s'): Metering {
  return {
    keys: async (prefix) => (key.name.startsWith(prefix) ? [key] : []),
    planKeys: async (id) => (id === on ? [key] : []),
    quota: async (id) => (id === 'plan-s' ? quota : undefined),
    usage: async (id) => new Map(id === 'plan-s' && perDay ? [[key.id, perDay]] : []),
  } as Partial<Metering> as Metering;
}

const MONTH: Quota = { limit: 100, period: 'MONTH' };
const remainingOf = async (quota: Quota, perDay: readonly DayUsage[] | undefined) => {
  const [usage] = await readUsage(metering(quota, perDay), GATEWAY, days, ALL);
  return usage?.days.map(({ remaining }) => remaining);
};

test('a key that GetUsage leaves out has its whole quota left', async () => {
  const [usage] = await readUsage(metering(MONTH, undefined), GATEWAY, days, ALL);

  expect(usage?.days.map(({ remaining }) => remaining)).toEqual([100, 100, 100, 100]);
  expect(usedPercent(usage!)).toBe(0);
});

test('calls before the report count against the quota of the same period', async () => {
  const march = [{ calls: 30, remaining: 70 }];

  expect(await remainingOf(MONTH, march)).toEqual([70, 70, 70, 70]);
});

test('last days that GetUsage leaves out use nothing', async () => {
  const march = [...Array.from({ length: 9 }, () => ({ calls: 0, remaining: 100 })), { calls: 9, remaining: 91 }];

  expect(await remainingOf(MONTH, march)).toEqual([91, 91, 91, 91]);
});

test('days left out in a new period have the whole quota', async () => {
  const week: Quota = { limit: 100, period: 'WEEK', offset: 4 };

  expect(await remainingOf(week, [{ calls: 60, remaining: 40 }])).toEqual([40, 40, 100, 100]);
});

test('what remains is unknown if AWS answers calls without it', async () => {
  const [usage] = await readUsage(
    metering({ limit: 100, period: 'DAY' }, [{ calls: 7 }]),
    GATEWAY,
    {
      from: days.from,
      to: days.from,
    },
    ALL,
  );

  expect(usage?.days).toEqual([{ day: days.from, calls: 7 }]);
  expect(usedPercent(usage!)).toBeUndefined();
});

test('a consumer on no tier keeps the calls that it made', async () => {
  const [usage] = await readUsage(
    metering(MONTH, [{ calls: 4, remaining: 96 }], 'none'),
    GATEWAY,
    {
      from: '2026-03-01',
      to: '2026-03-01',
    },
    ALL,
  );

  expect(usage).toMatchObject({ calls: 4, tiers: [{ tier: 'standard', calls: 4 }] });
  expect(usage).not.toHaveProperty('tier');
});

test('each plan is read from the start of the quota period in which the report begins', async () => {
  const read: string[] = [];
  const port = metering({ ...MONTH, offset: 19 }, undefined);
  await readUsage(
    { ...port, usage: async (id, { from }) => (read.push(`${id} ${from}`), new Map()) },
    GATEWAY,
    days,
    ALL,
  );

  expect(read.toSorted()).toEqual(['plan-p 2026-03-10', 'plan-s 2026-02-20']);
  expect(addDays('2026-02-20', 18)).toBe(days.from);
});
