import { type ConsumerUsage, isShared, type SharedUsage } from '../../onboarding/usage/usage';

type Usage = ConsumerUsage | SharedUsage;

/** The consumer, or all consumers that share an API key. */
export function nameText(usage: Usage): string {
  return isShared(usage) ? `all of ${usage.sharedBy.reseller}` : usage.consumerKey;
}

/** Calls; those of a consumer that shares an API key come from the access log. */
export function callsText(usage: Usage): string {
  if (isUnknown(usage)) return 'unknown';
  if (isShared(usage) || usage.sharedTier === undefined) return String(usage.calls);
  const logged = usage.loggedCalls === undefined ? 'unknown' : `${usage.loggedCalls} (log)`;
  return usage.calls > 0 ? `${usage.calls} + ${logged}` : logged;
}

/** Tests whether nothing is known of a consumer's calls, because its API key is gone. */
export function isUnknown(usage: Usage): boolean {
  return !isShared(usage) && usage.offboarded === true && usage.sharedTier === undefined && usage.tiers.length === 0;
}

/** A quota as reports show it. */
export function quotaText(usage: Usage): string {
  if (!isShared(usage) && usage.sharedTier !== undefined) return 'shared';
  const { tier, quota } = usage;
  if (tier === undefined) return !isShared(usage) && usage.offboarded ? 'offboarded' : 'not metered';
  return quota ? `${quota.limit}/${quota.period.toLowerCase()}` : 'unlimited';
}

/** The remaining quota as reports show it. */
export function remainingText({ quota }: Usage, remaining: number | undefined): string {
  return quota ? String(remaining ?? 'unknown') : '';
}

/** The tier that a consumer is on, and others on which it called. */
export function tierText(usage: Usage): string {
  const tier = isShared(usage) ? usage.sharedBy.tier : (usage.sharedTier ?? usage.tier);
  const others = usage.tiers.filter((one) => one.tier !== tier).map((one) => one.tier);
  return others.length === 0 ? (tier ?? 'none') : `${tier ?? 'none'} (also ${others.join(', ')})`;
}
