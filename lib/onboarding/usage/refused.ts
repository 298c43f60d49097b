import type { GatewayDescriptor } from '../../descriptor';
import { DAY_MS } from '../../periods';
import type { LogSearch } from '../ports';
import type { Days } from './meter-usage';

/** Calls that a gateway itself refused, by consumer key and tier. */
export interface RefusedCalls {
  /** Earliest time that the access log covers, if the days begin before it. */
  readonly countedFrom?: Date;
  readonly counts: ReadonlyMap<string, Readonly<Record<string, number>>>;
}

/** Of requests whose signature is verified: over quota or throttle, or against a rule. Requests that failed with 5XX do not count. */
const REFUSED =
  'filter consumerKey != "-" and refusal != "-" and status < 500 | stats count(*) as refused by consumerKey, tier';

/**
 * Counts refused calls in the access log of a gateway.
 *
 * @throws OnboardingError `failed` when the log cannot be searched
 */
export async function readRefused(
  logs: LogSearch,
  { accessLogGroup: logGroup }: GatewayDescriptor,
  days: Days,
  now: Date,
): Promise<RefusedCalls> {
  const first = new Date(days.from);
  const kept = await logs.keptSince(logGroup, now);
  if (!kept) return { counts: new Map() };
  const from = kept > first ? kept : first;
  const to = new Date(Math.min(Date.parse(days.to) + DAY_MS - 1, now.getTime()));
  const rows = from <= to ? await logs.query({ logGroup, query: REFUSED, from, to }) : [];
  const counts = new Map<string, Record<string, number>>();
  for (const { consumerKey = '', tier = '-', refused } of rows) {
    counts.set(consumerKey, { ...counts.get(consumerKey), [tier]: Number(refused) });
  }
  return { ...(kept > first && { countedFrom: kept }), counts };
}
