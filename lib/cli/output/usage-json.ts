import type { ConsumerUsage } from '../../onboarding/usage/usage';

/** Usage in JSON output; periods are written as the configuration has them: day, week or month. */
export function usageJson(usage: readonly ConsumerUsage[]) {
  return usage.map(({ quota, tier, tiers, ...one }) => ({
    ...one,
    tier: tier ?? null,
    ...(quota && { quota: { ...quota, period: quota.period.toLowerCase() } }),
    callsByTier: Object.fromEntries(tiers.map((of) => [of.tier, of.calls])),
  }));
}
