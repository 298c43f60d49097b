import type { GatewayDescriptor } from '../../descriptor';
import { daysFrom } from '../../periods';
import { consumersPrefix } from '../names';
import type { DayUsage, Metering, Quota } from '../ports';

/** First and last day of a report, `YYYY-MM-DD`, UTC. */
export interface Days {
  readonly from: string;
  readonly to: string;
}

/** Calls of one consumer, day by day. */
export interface ConsumerUsage {
  readonly consumerKey: string;
  readonly apiKeyId: string;
  readonly tier: string;
  readonly quota?: Quota;
  readonly days: readonly (DayUsage & { readonly day: string })[];
  readonly calls: number;
}

/** Reads the usage of every consumer of a gateway, or of one, tier by tier. */
export async function readUsage(
  metering: Metering,
  gateway: GatewayDescriptor,
  days: Days,
  consumerKey?: string,
): Promise<readonly ConsumerUsage[]> {
  const prefix = consumersPrefix(gateway);
  const found: ConsumerUsage[] = [];
  for (const [tier, usagePlanId] of Object.entries(gateway.usagePlans)) {
    const keys = (await metering.planKeys(usagePlanId)).filter(
      ({ name }) => name.startsWith(prefix) && (consumerKey === undefined || name === prefix + consumerKey),
    );
    if (keys.length === 0) continue;
    const only = keys.length === 1 ? keys[0]?.id : undefined;
    const [quota, usage] = await Promise.all([metering.quota(usagePlanId), metering.usage(usagePlanId, days, only)]);
    for (const { id, name } of keys) {
      // AWS names the API key by its id or by its value; the only one asked for is meant either way.
      const perDay = usage.get(id) ?? (only === id && usage.size === 1 ? [...usage.values()][0] : undefined) ?? [];
      found.push(consumerUsage({ consumerKey: name.slice(prefix.length), apiKeyId: id, tier }, quota, days, perDay));
    }
  }
  return found.toSorted((a, b) => b.calls - a.calls || (a.consumerKey < b.consumerKey ? -1 : 1));
}

/**
 * Used share, in percent, of the quota in the period that contains the report's last day; 0 without a quota. An
 * extension counts as remaining quota.
 */
export function usedPercent({ quota, days }: ConsumerUsage): number {
  const remaining = days.at(-1)?.remaining;
  return quota && remaining !== undefined ? Math.max(0, (100 * (quota.limit - remaining)) / quota.limit) : 0;
}

/** Calls of all consumers together, for each day of a report. */
export function callsPerDay(usage: readonly ConsumerUsage[], days: Days): readonly number[] {
  return daysFrom(days.from, days.to).map((_day, index) =>
    usage.reduce((sum, one) => sum + (one.days[index]?.calls ?? 0), 0),
  );
}

function consumerUsage(
  identity: Pick<ConsumerUsage, 'consumerKey' | 'apiKeyId' | 'tier'>,
  quota: Quota | undefined,
  days: Days,
  perDay: readonly DayUsage[],
): ConsumerUsage {
  const listed = daysFrom(days.from, days.to).map((day, index) => ({
    day,
    ...(perDay[index] ?? { calls: 0, remaining: 0 }),
  }));
  return {
    ...identity,
    ...(quota && { quota }),
    days: listed,
    calls: listed.reduce((sum, { calls }) => sum + calls, 0),
  };
}
