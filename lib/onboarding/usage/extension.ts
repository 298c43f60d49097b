import type { GatewayDescriptor } from '../../descriptor';
import { addDays, LONGEST_PERIOD_DAYS, periodStart, utcDay } from '../../periods';
import { changeNow } from '../apply';
import { OnboardingError } from '../errors';
import type { Metering, OnboardingPorts } from '../ports';
import { callsSince, readUsage } from './usage';

/** A one-off extension of a consumer's quota in the current period. */
export interface QuotaExtension {
  readonly usagePlanId: string;
  readonly apiKeyId: string;
  /** First day of the period, UTC. */
  readonly periodStart: string;
  readonly limit: number;
  /** Calls that count against the quota. */
  readonly used: number;
  /** Extension of this period before and after the change. */
  readonly current: number;
  readonly desired: number;
}

/** The extension that is asked for. */
export interface ExtensionIntent {
  readonly consumerKey: string;
  readonly by: number;
  readonly now: Date;
  /** When calls on other tiers were last counted against the quota (ISO 8601), if they ever were. */
  readonly usageCarriedAt?: string | undefined;
}

/**
 * Computes the extension of the current period; the same extension twice changes nothing.
 *
 * @throws OnboardingError `notFound` when the consumer is on no tier, `failed` when its tier has no quota or AWS does
 * not report what remains of it
 */
export async function planExtension(
  metering: Metering,
  gateway: GatewayDescriptor,
  { consumerKey, by, now, usageCarriedAt }: ExtensionIntent,
): Promise<QuotaExtension> {
  const to = utcDay(now.getTime());
  const from = addDays(to, 1 - LONGEST_PERIOD_DAYS);
  const [usage] = await readUsage(metering, gateway, { from, to }, consumerKey);
  if (usage?.tier === undefined) {
    throw new OnboardingError(
      'notFound',
      `Consumer ${consumerKey} is on no tier of the gateway; run "doctor" to see why.`,
    );
  }
  const { quota, tier, apiKeyId, days } = usage;
  if (!quota) throw new OnboardingError('failed', `Tier ${tier} of consumer ${consumerKey} has no quota to extend.`);
  const start = periodStart(quota, to);
  const carried = usageCarriedAt !== undefined && utcDay(Date.parse(usageCarriedAt)) >= start;
  const used = callsSince(usage, start, carried ? 'allTiers' : 'currentTier');
  const remaining = days.at(-1)?.remaining;
  if (remaining === undefined) {
    throw new OnboardingError(
      'failed',
      `AWS did not report how much of the quota of consumer ${consumerKey} remains, so its extension is unknown. Try again later.`,
    );
  }
  return {
    usagePlanId: gateway.usagePlans[tier]!,
    apiKeyId,
    periodStart: start,
    limit: quota.limit,
    used,
    current: remaining + used - quota.limit,
    desired: by,
  };
}

/** Quota that remains in the period after the extension. */
export function remainingAfter({ limit, desired, used }: QuotaExtension): number {
  return limit + desired - used;
}

/** Extends the quota. The API key's description records who did it: UpdateUsage has no room for that. */
export async function applyExtension(ports: OnboardingPorts, extension: QuotaExtension): Promise<void> {
  const { metering } = ports;
  await metering.recordChange(extension.apiKeyId, await changeNow(ports));
  await metering.setRemaining(extension.usagePlanId, extension.apiKeyId, remainingAfter(extension));
}
