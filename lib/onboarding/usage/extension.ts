import { type GatewayDescriptor, isMeteredByReseller } from '../../descriptor';
import { addDays, LONGEST_PERIOD_DAYS, periodStart, utcDay } from '../../periods';
import { changeNow } from '../apply';
import { OnboardingError } from '../errors';
import type { Metering, OnboardingPorts } from '../ports';
import type { PublicConsumer } from '../consumer';
import type { SharedMeter } from '../names';
import { callsSince, type Days, type MeterUsage } from './meter-usage';
import { isConsumer, isShared, readUsage } from './usage';

/** A one-off extension of a quota in the current period. */
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
  /** A consumer, or all of a reseller that share the quota of a tier. */
  readonly of: { readonly consumerKey: string; readonly record?: PublicConsumer } | SharedMeter;
  readonly by: number;
  readonly now: Date;
}

/**
 * Computes the extension of the current period; the same extension twice changes nothing.
 *
 * @throws OnboardingError `notFound` when the consumer is on no tier, or the reseller shares none of this name; `conflict`
 * when the consumer shares its quota with others; `failed` when the tier has no quota or AWS does not report what remains
 */
export async function planExtension(
  metering: Metering,
  gateway: GatewayDescriptor,
  { of, by, now }: ExtensionIntent,
): Promise<QuotaExtension> {
  const to = utcDay(now.getTime());
  const days = { from: addDays(to, 1 - LONGEST_PERIOD_DAYS), to };
  const usage = await ('consumerKey' in of
    ? usageOfConsumer(metering, gateway, days, of)
    : usageOfTier(metering, gateway, days, of));
  const name = nameOf(of);
  const usageCarriedAt = 'consumerKey' in of ? of.record?.about.usageCarriedAt : undefined;
  const { quota, tier, apiKeyId } = usage;
  if (!quota) throw new OnboardingError('failed', `Tier ${tier} of ${name} has no quota to extend.`);
  const start = periodStart(quota, to);
  const carried = usageCarriedAt !== undefined && utcDay(Date.parse(usageCarriedAt)) >= start;
  const used = callsSince(usage, start, carried ? 'allTiers' : 'currentTier');
  const remaining = usage.days.at(-1)?.remaining;
  if (remaining === undefined) {
    throw new OnboardingError(
      'failed',
      `AWS did not report how much of the quota of ${name} remains, so its extension is unknown. Try again later.`,
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

/** The owner of a quota, in words. */
export function nameOf(of: ExtensionIntent['of']): string {
  return 'consumerKey' in of ? `consumer ${of.consumerKey}` : `reseller ${of.reseller}`;
}

type MeteredUsage = MeterUsage & { readonly tier: string };

async function usageOfConsumer(
  metering: Metering,
  gateway: GatewayDescriptor,
  days: Days,
  { consumerKey, record }: { readonly consumerKey: string; readonly record?: PublicConsumer },
): Promise<MeteredUsage> {
  const read = await readUsage(metering, gateway, days, { consumerKey, records: record ? [record] : [] });
  const usage = read.find(isConsumer);
  if (record && usage?.sharedTier !== undefined) {
    throw new OnboardingError(
      'conflict',
      `Consumer ${consumerKey} shares the quota of tier ${usage.sharedTier} with all consumers of ${record.reseller} on it. To extend that for all of them, use "aps-gateway usage extend ${record.reseller} --tier ${usage.sharedTier}".`,
    );
  }
  if (usage?.tier !== undefined) return { ...usage, tier: usage.tier };
  throw new OnboardingError(
    'notFound',
    `Consumer ${consumerKey} is on no tier of the gateway; run "aps-gateway doctor" to see why.`,
  );
}

async function usageOfTier(
  metering: Metering,
  gateway: GatewayDescriptor,
  days: Days,
  { reseller, tier }: SharedMeter,
): Promise<MeteredUsage> {
  const read = await readUsage(metering, gateway, days, { records: [] });
  const usage = read.find((one) => isShared(one) && one.sharedBy.reseller === reseller && one.sharedBy.tier === tier);
  if (usage?.tier !== undefined) return { ...usage, tier: usage.tier };
  const why = isMeteredByReseller(gateway, tier)
    ? `has no consumers on tier ${tier} yet`
    : `shares no quota of a tier "${tier}": give the key of a consumer instead`;
  throw new OnboardingError('notFound', `Reseller ${reseller} ${why}.`);
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
