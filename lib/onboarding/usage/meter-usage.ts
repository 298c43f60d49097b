import { allSettled } from '../all-settled';
import type { GatewayDescriptor } from '../../descriptor';
import { addDays, daysFrom, periodStart } from '../../periods';
import type { ApiKeyState, DayUsage, Metering, Quota } from '../ports';

/** First and last day of a report, `YYYY-MM-DD`, UTC. */
export interface Days {
  readonly from: string;
  readonly to: string;
}

/** Calls that the usage plan of one tier counted for a meter. */
export interface TierUsage {
  readonly tier: string;
  readonly quota?: Quota;
  readonly calls: number;
  /** One number for each day of the report. */
  readonly perDay: readonly number[];
}

/** Calls that the API keys of one meter counted, over all tiers that they have been on. */
export interface MeterUsage {
  readonly apiKeyId: string;
  /** Tier whose usage plan meters it now; absent if none does. */
  readonly tier?: string;
  /** Quota of that tier. */
  readonly quota?: Quota;
  /** `remaining` is of the quota of the tier that it is on now; absent if it cannot be known. */
  readonly days: readonly { readonly day: string; readonly calls: number; readonly remaining?: number }[];
  readonly calls: number;
  /** The tier that it is on now, and every other one on which it called in these days. */
  readonly tiers: readonly TierUsage[];
}

/** Everything that the usage plan of a tier knows about a range of days. */
export interface PlanUsage {
  readonly tier: string;
  readonly quota?: Quota;
  readonly keyIds: ReadonlySet<string>;
  /** First day of `usage`: the start of the quota period in which the report begins. */
  readonly from: string;
  readonly usage: ReadonlyMap<string, readonly DayUsage[]>;
}

/**
 * Reads the usage plans of a gateway. Each is asked for all its calls, because it keeps those of API keys that have left
 * it (inferred: AWS documents neither that nor the opposite).
 */
export async function readPlans(
  metering: Metering,
  { usagePlans }: GatewayDescriptor,
  days: Days,
): Promise<readonly PlanUsage[]> {
  return allSettled(Object.entries(usagePlans).map(([tier, planId]) => readPlanUsage(metering, tier, planId, days)));
}

/**
 * Used share, in percent, of the quota in the period that contains the report's last day; 0 without a quota, absent if
 * it cannot be known. An extension counts as remaining quota.
 */
export function usedPercent({ quota, days }: MeterUsage): number | undefined {
  if (!quota) return 0;
  const remaining = days.at(-1)?.remaining;
  return remaining === undefined ? undefined : Math.max(0, (100 * (quota.limit - remaining)) / quota.limit);
}

/** Calls since a day, on the tier that a meter is on now or on all of them. */
export function callsSince({ days, tier, tiers }: MeterUsage, start: string, on: 'currentTier' | 'allTiers'): number {
  const counted = on === 'allTiers' ? tiers : tiers.filter((one) => one.tier === tier);
  return days.reduce(
    (sum, { day }, index) => (day < start ? sum : sum + counted.reduce((calls, one) => calls + one.perDay[index]!, 0)),
    0,
  );
}

/** Calls of all meters together, for each day of a report. */
export function callsPerDay(usage: readonly MeterUsage[], days: Days): readonly number[] {
  return daysFrom(days.from, days.to).map((_day, index) =>
    usage.reduce((sum, one) => sum + (one.days[index]?.calls ?? 0), 0),
  );
}

/** Calls of a report that other API keys than these counted. */
export function callsOfOthers(plans: readonly PlanUsage[], apiKeys: readonly ApiKeyState[], days: Days): number {
  const known = new Set(apiKeys.map(({ id }) => id));
  const others = (plan: PlanUsage) =>
    [...plan.usage.keys()].filter((id) => !known.has(id)).map((id): ApiKeyState => ({ id, name: '', enabled: false }));
  return plans.reduce((sum, plan) => sum + tierUsage(plan, others(plan), days).calls, 0);
}

async function readPlanUsage(metering: Metering, tier: string, planId: string, days: Days): Promise<PlanUsage> {
  const [quota, keys] = await allSettled([metering.quota(planId), metering.planKeys(planId)]);
  const from = quota ? periodStart(quota, days.from) : days.from;
  const usage = await metering.usage(planId, { from, to: days.to });
  return { tier, ...(quota && { quota }), keyIds: new Set(keys.map(({ id }) => id)), from, usage };
}

/**
 * Adds up what API keys of one meter counted.
 *
 * @param apiKeys at least one
 * @param isIdle true if no consumer uses them now, although a usage plan holds them
 */
export function meterUsage(
  apiKeys: readonly ApiKeyState[],
  plans: readonly PlanUsage[],
  days: Days,
  isIdle = false,
): MeterUsage {
  const current = isIdle ? undefined : plans.find(({ keyIds }) => apiKeys.some(({ id }) => keyIds.has(id)));
  const metered = apiKeys.find(({ id }) => current?.keyIds.has(id)) ?? apiKeys[0]!;
  const tiers = plans
    .map((plan) => tierUsage(plan, apiKeys, days))
    .filter(({ tier, calls }) => tier === current?.tier || calls > 0);
  const remaining = current?.quota ? remainingPerDay(current, current.quota, metered, days) : [];
  const perDay = daysFrom(days.from, days.to).map((day, index) => {
    const calls = tiers.reduce((sum, tier) => sum + tier.perDay[index]!, 0);
    const left = remaining[index];
    return { day, calls, ...(left !== undefined && { remaining: left }) };
  });
  return {
    apiKeyId: metered.id,
    ...(current && { tier: current.tier, ...(current.quota && { quota: current.quota }) }),
    days: perDay,
    calls: perDay.reduce((sum, { calls }) => sum + calls, 0),
    tiers,
  };
}

function tierUsage({ tier, quota, from, usage }: PlanUsage, apiKeys: readonly ApiKeyState[], days: Days): TierUsage {
  const ofKeys = apiKeys.map(({ id }) => usage.get(id) ?? []);
  const skipped = daysFrom(from, addDays(days.from, -1)).length;
  const perDay = daysFrom(days.from, days.to).map((_day, index) =>
    ofKeys.reduce((sum, ofKey) => sum + (ofKey[skipped + index]?.calls ?? 0), 0),
  );
  return { tier, ...(quota && { quota }), calls: perDay.reduce((sum, calls) => sum + calls, 0), perDay };
}

/** Quota that remained after each day of a report. A key or a day that GetUsage leaves out has used nothing. */
function remainingPerDay(
  { from, usage }: PlanUsage,
  quota: Quota,
  apiKey: ApiKeyState,
  days: Days,
): readonly (number | undefined)[] {
  const known = usage.get(apiKey.id) ?? [];
  let start = '';
  let remaining: number | undefined;
  const all = daysFrom(from, days.to).map((day, index) => {
    const periodOfDay = periodStart(quota, day);
    if (periodOfDay !== start) [start, remaining] = [periodOfDay, quota.limit];
    const one = known[index];
    if (one && (one.calls > 0 || one.remaining !== undefined)) remaining = one.remaining;
    return remaining;
  });
  return all.slice(all.length - daysFrom(days.from, days.to).length);
}
