import type { ConsumerUsage } from '../../onboarding/usage/usage';

/** Usage in JSON output; periods are written as the configuration has them: day, week or month. */
export function usageJson(usage: readonly ConsumerUsage[]) {
  return usage.map(({ quota, ...one }) => ({
    ...one,
    ...(quota && { quota: { limit: quota.limit, period: quota.period.toLowerCase() } }),
  }));
}
