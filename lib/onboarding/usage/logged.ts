import type { GatewayDescriptor } from '../../descriptor';
import { DAY_MS } from '../../periods';
import type { LogSearch } from '../ports';
import type { Days } from './meter-usage';

/** Calls in the access log of a gateway, by consumer key and tier. */
export interface LoggedCalls {
  /** The time that was searched: no further back than the log is kept. Absent if the log covers none of the days. */
  readonly range?: { readonly from: Date; readonly to: Date };
  readonly counts: ReadonlyMap<string, Readonly<Record<string, number>>>;
}

/** Of requests that the usage plan counts: those over quota or throttle, or without a metered API key, do not. */
const CALLS =
  'filter consumerKey != "-" and reason = "allowed" and refusal != "QUOTA_EXCEEDED" and refusal != "THROTTLED" and refusal != "INVALID_API_KEY" | stats count(*) as calls by consumerKey, tier';

/**
 * Counts the calls of each consumer in the access log of a gateway, which is the only place that knows them where
 * consumers share an API key.
 *
 * @throws OnboardingError `failed` when the log cannot be searched
 */
export async function readLogged(
  logs: LogSearch,
  { accessLogGroup: logGroup }: GatewayDescriptor,
  days: Days,
  now: Date,
): Promise<LoggedCalls> {
  const kept = await logs.keptSince(logGroup, now);
  const from = new Date(Math.max(Date.parse(days.from), kept?.getTime() ?? 0));
  const to = new Date(Math.min(Date.parse(days.to) + DAY_MS - 1, now.getTime()));
  if (!kept || from > to) return { counts: new Map() };
  const counts = new Map<string, Record<string, number>>();
  for (const { consumerKey = '', tier = '-', calls } of await logs.query({ logGroup, query: CALLS, from, to })) {
    counts.set(consumerKey, { ...counts.get(consumerKey), [tier]: Number(calls) });
  }
  return { range: { from, to }, counts };
}
