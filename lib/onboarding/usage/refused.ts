import type { GatewayDescriptor } from '../../descriptor';
import type { LogSearch } from '../ports';
import { countInLog, type CountsInLog } from './count-in-log';
import type { Days } from './meter-usage';

/** Calls that a gateway itself refused, by consumer key and tier. */
export interface RefusedCalls extends Pick<CountsInLog, 'counts'> {
  /** Earliest time that the access log covers, if the days begin before it. */
  readonly countedFrom?: Date;
  /** True if the access log covers none of the days, so that the calls are not known. */
  readonly unknown: boolean;
}

/** Of requests whose signature is verified: over quota or throttle, or against a rule. Requests that failed with 5XX do not count. */
const REFUSED = 'consumerKey != "-" and refusal != "-" and status < 500';

/**
 * Counts refused calls in the access log of a gateway.
 *
 * @throws OnboardingError `failed` when the log cannot be searched
 */
export async function readRefused(
  logs: LogSearch,
  gateway: GatewayDescriptor,
  days: Days,
  now: Date,
): Promise<RefusedCalls> {
  const { range, kept, counts } = await countInLog(logs, { gateway, filter: REFUSED }, days, now);
  const isCut = kept !== undefined && kept.getTime() > Date.parse(days.from);
  return { ...(isCut && { countedFrom: kept }), unknown: range === undefined, counts };
}
