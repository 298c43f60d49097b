import type {
  ConsumerCounts,
  DayCalls,
  FleetUsage,
  ResellerUsage,
  SharedUsageView,
  UsageTotal,
  UsageView,
} from '../contract';

/**
 * Sums up results that grow with the number of consumers and days, before they are sent to the page. The days of ten
 * thousand consumers are 15 MB of JSON; the sums by reseller are some hundred bytes each.
 */

/** Calls by day of a consumer, or of all consumers that share a tier. */
interface Meter {
  readonly days: UsageView['days'];
}

/** Usage of every reseller, from `usage report --all`. */
export function fleetUsage(result: unknown): FleetUsage {
  const {
    totals,
    consumers,
    shared = [],
  } = result as {
    readonly totals: readonly UsageTotal[];
    readonly consumers: readonly (Meter & { readonly reseller: string })[];
    readonly shared?: readonly SharedUsageView[];
  };
  const meters = new Map<string, Meter[]>();
  for (const meter of [...consumers, ...shared]) {
    const own = meters.get(meter.reseller);
    if (own) own.push(meter);
    else meters.set(meter.reseller, [meter]);
  }
  return { totals, perDay: Object.fromEntries([...meters].map(([reseller, own]) => [reseller, daySums(own)])) };
}

/** Usage of one reseller, from `usage report`: its consumers with their last day only, and the sums by day. */
export function resellerUsage(result: unknown): ResellerUsage {
  const { consumers, shared = [] } = result as {
    readonly consumers: readonly UsageView[];
    readonly shared?: readonly SharedUsageView[];
  };
  return {
    consumers: consumers.map((one) => ({ ...one, days: one.days.slice(-1) })),
    shared: shared.map((one) => ({ ...one, days: one.days.slice(-1) })),
    perDay: daySums([...consumers, ...shared]),
  };
}

/** Number of consumers of each reseller, from `consumer list`. */
export function consumerCounts(result: unknown): ConsumerCounts {
  const { consumers } = result as { readonly consumers: readonly { readonly reseller: string }[] };
  const counts: Record<string, number> = {};
  for (const { reseller } of consumers) counts[reseller] = (counts[reseller] ?? 0) + 1;
  return { counts };
}

function daySums(meters: readonly Meter[]): readonly DayCalls[] {
  const sums = new Map<string, number>();
  for (const { days } of meters) for (const { day, calls } of days) sums.set(day, (sums.get(day) ?? 0) + calls);
  return [...sums].map(([day, calls]) => ({ day, calls })).toSorted((a, b) => (a.day < b.day ? -1 : 1));
}
