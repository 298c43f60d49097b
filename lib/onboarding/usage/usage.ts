import { allSettled } from '../all-settled';
import type { GatewayDescriptor } from '../../descriptor';
import { addDays, daysFrom, periodStart } from '../../periods';
import { consumersPrefix } from '../names';
import type { ApiKeyState, DayUsage, Metering, Quota } from '../ports';

/** First and last day of a report, `YYYY-MM-DD`, UTC. */
export interface Days {
  readonly from: string;
  readonly to: string;
}

/** Calls that the usage plan of one tier counted for a consumer. */
export interface TierUsage {
  readonly tier: string;
  readonly quota?: Quota;
  readonly calls: number;
  /** One number for each day of the report. */
  readonly perDay: readonly number[];
}

/** Calls of one consumer, over all tiers that it has been on. */
export interface ConsumerUsage {
  readonly consumerKey: string;
  readonly apiKeyId: string;
  /** Tier whose usage plan holds the API key now; absent if none does. */
  readonly tier?: string;
  /** Quota of that tier. */
  readonly quota?: Quota;
  /** `remaining` is of the quota of the tier that the consumer is on now; absent if it cannot be known. */
  readonly days: readonly { readonly day: string; readonly calls: number; readonly remaining?: number }[];
  readonly calls: number;
  /** The tier that the consumer is on now, and every other one on which it called in these days. */
  readonly tiers: readonly TierUsage[];
}

/** Everything that the usage plan of a tier knows about a range of days. */
interface PlanUsage {
  readonly tier: string;
  readonly quota?: Quota;
  readonly keyIds: ReadonlySet<string>;
  /** First day of `usage`: the start of the quota period in which the report begins. */
  readonly from: string;
  readonly usage: ReadonlyMap<string, readonly DayUsage[]>;
}

/**
 * Reads the usage of every consumer of a gateway, or of one. Each plan is asked for all its calls, because it keeps
 * those of API keys that have left it (inferred: AWS documents neither that nor the opposite).
 */
export async function readUsage(
  metering: Metering,
  gateway: GatewayDescriptor,
  days: Days,
  consumerKey?: string,
): Promise<readonly ConsumerUsage[]> {
  const prefix = consumersPrefix(gateway);
  const name = prefix + (consumerKey ?? '');
  const keys = (await metering.keys(name)).filter((key) => consumerKey === undefined || key.name === name);
  if (keys.length === 0) return [];
  const plans = await allSettled(
    Object.entries(gateway.usagePlans).map(([tier, planId]) => readPlanUsage(metering, tier, planId, days)),
  );
  const byConsumer = new Map<string, ApiKeyState[]>();
  for (const key of keys) {
    const one = key.name.slice(prefix.length);
    byConsumer.set(one, [...(byConsumer.get(one) ?? []), key]);
  }
  return [...byConsumer]
    .map(([key, apiKeys]) => consumerUsage(key, apiKeys, plans, days))
    .toSorted((a, b) => b.calls - a.calls || (a.consumerKey < b.consumerKey ? -1 : 1));
}

/**
 * Used share, in percent, of the quota in the period that contains the report's last day; 0 without a quota, absent if
 * it cannot be known. An extension counts as remaining quota.
 */
export function usedPercent({ quota, days }: ConsumerUsage): number | undefined {
  if (!quota) return 0;
  const remaining = days.at(-1)?.remaining;
  return remaining === undefined ? undefined : Math.max(0, (100 * (quota.limit - remaining)) / quota.limit);
}

/** Calls since a day, on the tier that the consumer is on now or on all of them. */
export function callsSince(
  { days, tier, tiers }: ConsumerUsage,
  start: string,
  on: 'currentTier' | 'allTiers',
): number {
  const counted = on === 'allTiers' ? tiers : tiers.filter((one) => one.tier === tier);
  return days.reduce(
    (sum, { day }, index) => (day < start ? sum : sum + counted.reduce((calls, one) => calls + one.perDay[index]!, 0)),
    0,
  );
}

/** Calls of all consumers together, for each day of a report. */
export function callsPerDay(usage: readonly ConsumerUsage[], days: Days): readonly number[] {
  return daysFrom(days.from, days.to).map((_day, index) =>
    usage.reduce((sum, one) => sum + (one.days[index]?.calls ?? 0), 0),
  );
}

async function readPlanUsage(metering: Metering, tier: string, planId: string, days: Days): Promise<PlanUsage> {
  const [quota, keys] = await allSettled([metering.quota(planId), metering.planKeys(planId)]);
  const from = quota ? periodStart(quota, days.from) : days.from;
  const usage = await metering.usage(planId, { from, to: days.to });
  return { tier, ...(quota && { quota }), keyIds: new Set(keys.map(({ id }) => id)), from, usage };
}

function consumerUsage(
  consumerKey: string,
  apiKeys: readonly ApiKeyState[],
  plans: readonly PlanUsage[],
  days: Days,
): ConsumerUsage {
  const current = plans.find(({ keyIds }) => apiKeys.some(({ id }) => keyIds.has(id)));
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
    consumerKey,
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
