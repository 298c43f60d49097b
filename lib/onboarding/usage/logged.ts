import type { GatewayDescriptor } from '../../descriptor';
import type { LogSearch } from '../ports';
import { countInLog, type CountsInLog } from './count-in-log';
import type { Days } from './meter-usage';

/** Requests that the usage plan counts: those over quota or throttle, or without a metered API key, do not. */
const CALLS =
  'consumerKey != "-" and reason = "allowed" and refusal != "QUOTA_EXCEEDED" and refusal != "THROTTLED" and refusal != "INVALID_API_KEY"';

/**
 * Counts the calls of each consumer in the access log of a gateway, which is the only place that knows them where
 * consumers share an API key.
 *
 * @throws OnboardingError `failed` when the log cannot be searched
 */
export function readLogged(logs: LogSearch, gateway: GatewayDescriptor, days: Days, now: Date): Promise<CountsInLog> {
  return countInLog(logs, { gateway, filter: CALLS }, days, now);
}
