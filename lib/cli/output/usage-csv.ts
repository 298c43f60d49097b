import type { ConsumerUsage } from '../../onboarding/usage/usage';

/**
 * Formats usage as CSV: a line for each consumer and day, or only for days with calls. A day on several tiers has a
 * line for each; `remaining` is of the tier that the consumer is on now.
 */
export async function usageCsv(usage: readonly ConsumerUsage[], days: 'all' | 'used'): Promise<string> {
  const { stringify } = await import('csv-stringify/sync');
  return stringify(
    usage.flatMap((one) => records(one, days)),
    {
      header: true,
      columns: ['consumerKey', 'tier', 'day', 'calls', 'quota', 'period', 'remaining'],
    },
  );
}

function records({ consumerKey, tier: current, tiers, days: perDay }: ConsumerUsage, days: 'all' | 'used') {
  return perDay.flatMap(({ day, remaining }, index) =>
    tiers
      .filter((one) => one.perDay[index]! > 0 || (days === 'all' && one.tier === current))
      .map(({ tier, quota, perDay: calls }) => ({
        consumerKey,
        tier,
        day,
        calls: calls[index],
        quota: quota ? quota.limit : 'unlimited',
        period: quota ? quota.period.toLowerCase() : '',
        remaining: quota && tier === current ? (remaining ?? 'unknown') : '',
      })),
  );
}
