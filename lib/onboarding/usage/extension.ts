import type { GatewayDescriptor } from '../../descriptor';
import { addDays, LONGEST_PERIOD_DAYS, periodStart, utcDay } from '../../periods';
import { OnboardingError } from '../errors';
import type { Metering } from '../ports';
import { readUsage } from './usage';

/** A one-off extension of a consumer's quota in the current period. */
export interface QuotaExtension {
  readonly usagePlanId: string;
  readonly apiKeyId: string;
  /** First day of the period, UTC. */
  readonly periodStart: string;
  readonly limit: number;
  readonly used: number;
  /** Extension of this period before and after the change. */
  readonly current: number;
  readonly desired: number;
}

/**
 * Works out the extension of the current period; the same extension twice changes nothing.
 *
 * @throws OnboardingError `notFound` when the consumer is on no tier, `failed` when its tier has no quota
 */
export async function planExtension(
  metering: Metering,
  gateway: GatewayDescriptor,
  { consumerKey, by, now }: { readonly consumerKey: string; readonly by: number; readonly now: Date },
): Promise<QuotaExtension> {
  const to = utcDay(now.getTime());
  const from = addDays(to, 1 - LONGEST_PERIOD_DAYS);
  const [usage] = await readUsage(metering, gateway, { from, to }, consumerKey);
  if (!usage) {
    throw new OnboardingError(
      'notFound',
      `Consumer ${consumerKey} is on no tier of the gateway; run "doctor" to see why.`,
    );
  }
  const { quota, tier, apiKeyId, days } = usage;
  if (!quota) throw new OnboardingError('failed', `Tier ${tier} of consumer ${consumerKey} has no quota to extend.`);
  const start = periodStart(quota, to);
  const used = days.filter(({ day }) => day >= start).reduce((sum, { calls }) => sum + calls, 0);
  const remaining = days.at(-1)?.remaining ?? 0;
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

/** Extends the quota. */
export async function applyExtension(metering: Metering, extension: QuotaExtension): Promise<void> {
  await metering.setRemaining(extension.usagePlanId, extension.apiKeyId, remainingAfter(extension));
}
