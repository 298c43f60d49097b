import { isUnknown } from './usage-text';
import { type ConsumerUsage, isConsumer, isShared, type SharedUsage } from '../../onboarding/usage/usage';

/** Usage in JSON output; periods are written as the configuration has them: day, week or month. */
export function usageJson(usage: readonly (ConsumerUsage | SharedUsage)[]) {
  const shared = usage.filter((one) => isShared(one));
  return {
    ...(shared.length > 0 && { shared: shared.map(({ sharedBy, ...one }) => ({ ...sharedBy, ...meterJson(one) })) }),
    consumers: usage.filter(isConsumer).map((one) => ({
      ...meterJson(one),
      ...(isUnknown(one) && { callsKnown: false }),
      ...(one.sharedTier !== undefined && { loggedCalls: one.loggedCalls ?? null }),
    })),
  };
}

function meterJson<U extends Omit<ConsumerUsage, 'consumerKey'>>({ quota, tier, tiers, ...one }: U) {
  return {
    ...one,
    tier: tier ?? null,
    ...(quota && { quota: { ...quota, period: quota.period.toLowerCase() } }),
    callsByTier: Object.fromEntries(tiers.map((of) => [of.tier, of.calls])),
  };
}
