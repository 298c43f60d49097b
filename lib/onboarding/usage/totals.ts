import type { FleetUsage } from './fleet';
import { isConsumer } from './usage';

/** A reseller's place in the hierarchy. */
export interface ResellerPlace {
  readonly id: string;
  readonly parent?: string;
  /** The reseller's number in the provider's own systems. */
  readonly externalReference?: string;
}

/** Sums over consumers, and the API keys that they share. */
export interface UsageSums {
  readonly consumers: number;
  readonly calls: number;
  /** Absent unless refused calls were counted. */
  readonly refused?: number;
}

/** Sums of one reseller, of its own consumers and of those of all resellers below it too. */
export interface ResellerTotal {
  readonly reseller: ResellerPlace;
  readonly own: UsageSums;
  readonly withSubResellers: UsageSums;
}

/** Sums usage by reseller, in the order of `resellers`. Consumers whose reseller is unknown count for none. */
export function totalsOf(usage: readonly FleetUsage[], resellers: readonly ResellerPlace[]): readonly ResellerTotal[] {
  return resellers.map((reseller) => {
    const below = new Set(withDescendants([reseller.id], resellers));
    return {
      reseller,
      own: sumsOf(usage.filter((one) => one.reseller === reseller.id)),
      withSubResellers: sumsOf(usage.filter((one) => one.reseller !== undefined && below.has(one.reseller))),
    };
  });
}

/** Ids of resellers and of all that are below them. */
export function withDescendants(ids: readonly string[], resellers: readonly ResellerPlace[]): readonly string[] {
  const found = new Set(ids);
  for (const id of found) {
    for (const { id: child, parent } of resellers) if (parent === id) found.add(child);
  }
  return [...found];
}

function sumsOf(usage: readonly FleetUsage[]): UsageSums {
  const counted = usage.flatMap(({ refused }) => (refused ? Object.values(refused) : []));
  return {
    consumers: usage.filter(isConsumer).length,
    calls: usage.reduce((sum, { calls }) => sum + calls, 0),
    ...(usage.some(({ refused }) => refused) && { refused: counted.reduce((sum, count) => sum + count, 0) }),
  };
}
