import type { ConsumerUsage } from '../../onboarding/usage/usage';

/** Formats usage as CSV: a line for each consumer and day, or only for days with calls. */
export async function usageCsv(usage: readonly ConsumerUsage[], days: 'all' | 'used'): Promise<string> {
  const { stringify } = await import('csv-stringify/sync');
  const records = usage.flatMap(({ consumerKey, tier, quota, days: perDay }) =>
    perDay
      .filter(({ calls }) => days === 'all' || calls > 0)
      .map(({ day, calls, remaining }) => ({
        consumerKey,
        tier,
        day,
        calls,
        quota: quota ? quota.limit : 'unlimited',
        period: quota ? quota.period.toLowerCase() : '',
        remaining: quota ? remaining : '',
      })),
  );
  return stringify(records, {
    header: true,
    columns: ['consumerKey', 'tier', 'day', 'calls', 'quota', 'period', 'remaining'],
  });
}
