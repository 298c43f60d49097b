import { isUnknown } from './usage-text';
import { type ConsumerUsage, isShared, type SharedUsage } from '../../onboarding/usage/usage';

/** Columns of a report; `loggedCalls` follows where consumers share a quota. */
export const USAGE_COLUMNS = ['consumerKey', 'tier', 'day', 'calls', 'quota', 'period', 'remaining'];

/**
 * Formats usage as CSV: a line for each consumer and day, or only for days with calls. A day on several tiers has a
 * line for each; `remaining` is of the tier that the consumer is on now. Where consumers share a quota, the lines with
 * calls have no consumer, and each consumer has a line with its calls in the access log, so that `calls` can be summed.
 *
 * @param earlier rows of an earlier report, which come first
 */
export async function usageCsv(
  usage: readonly (ConsumerUsage | SharedUsage)[],
  days: 'all' | 'used',
  earlier: readonly Readonly<Record<string, string>>[] = [],
): Promise<string> {
  const { stringify } = await import('csv-stringify/sync');
  const rows = [...earlier, ...usage.flatMap((one) => records(one, days))];
  const hasLogged = rows.some((row) => 'loggedCalls' in row);
  return stringify(rows, { header: true, columns: hasLogged ? [...USAGE_COLUMNS, 'loggedCalls'] : USAGE_COLUMNS });
}

function records(
  usage: ConsumerUsage | SharedUsage,
  days: 'all' | 'used',
): readonly Readonly<Record<string, unknown>>[] {
  const { tier: current, tiers, days: perDay } = usage;
  const consumerKey = isShared(usage) ? '' : usage.consumerKey;
  const metered = perDay.flatMap(({ day, remaining }, index) =>
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
  if (isUnknown(usage)) return [{ consumerKey, tier: '', day: '', calls: 'unknown', quota: 'offboarded' }];
  if (isShared(usage) || usage.sharedTier === undefined) return metered;
  const { sharedTier: tier, loggedCalls } = usage;
  return [
    ...metered,
    { consumerKey, tier, day: '', calls: '', quota: 'shared', loggedCalls: loggedCalls ?? 'unknown' },
  ];
}
