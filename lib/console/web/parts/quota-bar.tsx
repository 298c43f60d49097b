import type { SharedUsageView, UsageView } from '../../contract';
import { count } from './text';

/** Used share of the quota in percent; undefined without a quota, or where it is unknown. */
export function usedPercent({ quota, days }: Pick<UsageView, 'quota' | 'days'>): number | undefined {
  const remaining = days.at(-1)?.remaining;
  if (!quota || remaining === undefined) return undefined;
  return Math.max(0, (100 * (quota.limit - remaining)) / quota.limit);
}

/** Used share of the quota of the current period. */
export function QuotaBar({ usage }: { usage: UsageView | SharedUsageView }) {
  if ('sharedTier' in usage) return <span class="muted">shared, on tier {usage.sharedTier}</span>;
  const { quota, days } = usage;
  const percent = usedPercent(usage);
  if (!quota) return <span class="muted">no quota</span>;
  if (percent === undefined) return <span class="muted">unknown</span>;
  const used = quota.limit - (days.at(-1)?.remaining ?? 0);
  const text = `${count(Math.max(0, used))} of ${count(quota.limit)} a ${quota.period}`;
  return (
    <span class="quota">
      <meter min={0} max={100} low={80} high={99.9} optimum={0} value={Math.min(100, percent)} aria-label={text} />{' '}
      <span>{text}</span>
    </span>
  );
}
