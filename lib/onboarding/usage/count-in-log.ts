import type { GatewayDescriptor } from '../../descriptor';
import { DAY_MS } from '../../periods';
import type { LogSearch } from '../ports';
import type { Days } from './meter-usage';

/** Requests in the access log of a gateway, by consumer key and tier. */
export interface CountsInLog {
  /** The time that was searched: no further back than the log is kept. Absent if the log covers none of the days. */
  readonly range?: { readonly from: Date; readonly to: Date };
  /** The earliest time that the log can cover; absent if there is no log. */
  readonly kept?: Date;
  readonly counts: ReadonlyMap<string, Readonly<Record<string, number>>>;
}

/**
 * Counts requests in the access log of a gateway.
 *
 * @param filter conditions of CloudWatch Logs Insights
 * @throws OnboardingError `failed` when the log cannot be searched
 */
export async function countInLog(
  logs: LogSearch,
  { gateway, filter }: { readonly gateway: GatewayDescriptor; readonly filter: string },
  days: Days,
  now: Date,
): Promise<CountsInLog> {
  const { accessLogGroup: logGroup } = gateway;
  const kept = await logs.keptSince(logGroup, now);
  const from = new Date(Math.max(Date.parse(days.from), kept?.getTime() ?? 0));
  const to = new Date(Math.min(Date.parse(days.to) + DAY_MS - 1, now.getTime()));
  if (!kept) return { counts: new Map() };
  if (from > to) return { kept, counts: new Map() };
  const query = `filter ${filter} | stats count(*) as requests by consumerKey, tier`;
  const counts = new Map<string, Record<string, number>>();
  for (const { consumerKey = '', tier = '-', requests } of await logs.query({ logGroup, query, from, to })) {
    counts.set(consumerKey, { ...counts.get(consumerKey), [tier]: Number(requests) });
  }
  return { range: { from, to }, kept, counts };
}
