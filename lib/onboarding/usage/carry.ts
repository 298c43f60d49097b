import { allSettled } from '../all-settled';
import { type GatewayDescriptor, isMeteredByReseller } from '../../descriptor';
import { periodStart, utcDay } from '../../periods';
import type { Consumer } from '../consumer';
import { OnboardingError } from '../errors';
import type { CurrentState } from '../plan/current-state';
import type { Step } from '../plan/step';
import type { Metering } from '../ports';

type CarryStep = Extract<Step, { kind: 'carryUsage' }>;

/**
 * Plans to count a consumer's calls of the current quota period, on whatever tier, against the quota of a tier.
 *
 * @returns `undefined` when the tier has no quota, or the calls are counted already
 * @throws OnboardingError `usage` when the consumer shares the old or the new quota with others
 */
export async function planCarry(
  metering: Metering,
  gateway: GatewayDescriptor,
  current: CurrentState,
  { tier, now }: { readonly tier: string; readonly now: Date },
): Promise<CarryStep | undefined> {
  const usagePlanId = Object.hasOwn(gateway.usagePlans, tier) ? gateway.usagePlans[tier] : undefined;
  if (current.credentials.state !== 'stored' || usagePlanId === undefined) return undefined;
  const { consumer } = current.credentials;
  requireOwnCount(gateway, current, tier, consumer);
  const quota = await metering.quota(usagePlanId);
  if (!quota) return undefined;
  const today = utcDay(now.getTime());
  const step: CarryStep = {
    kind: 'carryUsage',
    usagePlanId,
    tier,
    apiKeyId: consumer.apiKey.id,
    limit: quota.limit,
    otherPlanIds: Object.values(gateway.usagePlans).filter((id) => id !== usagePlanId),
    from: periodStart(quota, today),
    to: today,
  };
  return isCarried(consumer, step) && !(await isUntouched(metering, step)) ? undefined : step;
}

/** Calls of one consumer among those of a shared API key are not known exactly, and would reduce the quota of others. */
function requireOwnCount(
  gateway: GatewayDescriptor,
  { sharedKeys }: CurrentState,
  tier: string,
  { apiKey, reseller, tier: from }: Consumer,
): void {
  const shared = isMeteredByReseller(gateway, tier)
    ? tier
    : sharedKeys.some(({ id }) => id === apiKey.id)
      ? from
      : undefined;
  if (shared === undefined) return;
  throw new OnboardingError(
    'usage',
    `Usage cannot be carried over: tier ${shared} counts the calls of all consumers of ${reseller} together, not those of one. Change the tier without it; at the start of a quota period nothing is lost by that.`,
  );
}

/** Sets the quota that remains to the limit less all calls of the period. */
export async function applyCarry(metering: Metering, step: CarryStep): Promise<void> {
  const { usagePlanId, otherPlanIds, apiKeyId, limit } = step;
  const calls = await allSettled([usagePlanId, ...otherPlanIds].map((id) => callsOn(metering, id, step)));
  const used = calls.reduce((sum, count) => sum + count, 0);
  await metering.setRemaining(usagePlanId, apiKeyId, Math.max(0, limit - used));
}

/** Tests whether the consumer's record says that the calls of this period are carried over to this tier. */
function isCarried({ tier, about: { usageCarriedAt } }: Consumer, step: CarryStep): boolean {
  return tier === step.tier && usageCarriedAt !== undefined && utcDay(Date.parse(usageCarriedAt)) >= step.from;
}

/** Tests whether the quota counts only its own calls although others should count: the run that noted them ended early. */
async function isUntouched(metering: Metering, step: CarryStep): Promise<boolean> {
  const others = await allSettled(step.otherPlanIds.map((id) => callsOn(metering, id, step)));
  if (others.every((calls) => calls === 0)) return false;
  const days = (await metering.usage(step.usagePlanId, step)).get(step.apiKeyId) ?? [];
  const remaining = days.at(-1)?.remaining ?? step.limit;
  return remaining === step.limit - callsIn(days);
}

async function callsOn(metering: Metering, usagePlanId: string, step: CarryStep): Promise<number> {
  return callsIn((await metering.usage(usagePlanId, step)).get(step.apiKeyId) ?? []);
}

function callsIn(days: readonly { readonly calls: number }[]): number {
  return days.reduce((total, { calls }) => total + calls, 0);
}
