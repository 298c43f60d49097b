import { secretId } from '../../../lambda/authorizer/contract';
import { authorizerLogGroup, type GatewayDescriptor } from '../../descriptor';
import { DAY_MS } from '../../periods';
import type { SecretDates } from '../consumer';
import { OnboardingError } from '../errors';
import type { LogRow, LogSearch } from '../ports';

/** The log is searched this far back. */
export const ACTIVITY_DAYS = 30;

/** Times at which secrets verified requests, from the authorizer's log. */
export interface Activity {
  /** The time that was searched: no further back than the log is kept. */
  readonly from: Date;
  readonly to: Date;
  /** Last uses by consumer key. */
  readonly uses: ReadonlyMap<string, readonly SecretUse[]>;
}

/** The last use of one secret. */
export interface SecretUse {
  /** Absent in the lines of gateways that do not log it yet. */
  readonly secretId?: string;
  readonly at: Date;
}

/**
 * Searches the authorizer's log of a gateway for the last use of each secret.
 *
 * @param consumerKey all consumers when absent
 * @throws OnboardingError `failed` when the log cannot be searched
 */
export async function readActivity(
  logs: LogSearch,
  gateway: GatewayDescriptor,
  { now, consumerKey, days = ACTIVITY_DAYS }: { now: Date; consumerKey?: string; days?: number },
): Promise<Activity> {
  const logGroup = authorizerLogGroup(gateway);
  const kept = await logs.keptSince(logGroup, now);
  const from = new Date(Math.max(now.getTime() - days * DAY_MS, kept?.getTime() ?? 0));
  if (!kept) return { from, to: now, uses: new Map() };
  // Only lines of requests whose signature is verified have a consumerKey.
  const whose = consumerKey === undefined ? 'ispresent(consumerKey)' : `consumerKey = ${JSON.stringify(consumerKey)}`;
  const query = `filter ${whose} | stats max(@timestamp) as lastUsed by consumerKey, secretId`;
  const rows = await logs.query({ logGroup, query, from, to: now });
  const uses = new Map<string, SecretUse[]>();
  for (const row of rows) {
    const key = row.consumerKey ?? '';
    uses.set(key, [...(uses.get(key) ?? []), secretUse(row)]);
  }
  return { from, to: now, uses };
}

/**
 * Last use of one of a consumer's secrets; `unknown` if the log has uses that do not name their secret, `never` if it has
 * none in the time that was searched.
 */
export function lastUseOf(
  { uses }: Activity,
  consumerKey: string,
  secret: SecretDates,
  index: number,
): Date | 'never' | 'unknown' {
  const ofConsumer = uses.get(consumerKey) ?? [];
  const id = secretId(secret.addedAt, index);
  const use = ofConsumer.find((one) => one.secretId === id);
  if (use) return use.at;
  return ofConsumer.some((one) => one.secretId === undefined) ? 'unknown' : 'never';
}

/** Last use of any secret of a consumer. */
export function lastUseOfConsumer({ uses }: Activity, consumerKey: string): Date | undefined {
  const times = (uses.get(consumerKey) ?? []).map(({ at }) => at.getTime());
  return times.length === 0 ? undefined : new Date(Math.max(...times));
}

function secretUse({ secretId: id, lastUsed = '' }: LogRow): SecretUse {
  return { ...(id !== undefined && { secretId: id }), at: readTimestamp(lastUsed) };
}

/**
 * Reads a time of Logs Insights: epoch milliseconds, or UTC text without a zone.
 *
 * @throws OnboardingError `failed` for anything else
 */
function readTimestamp(text: string): Date {
  const timeMs =
    /^\d/.test(text) && text.includes('-') ? Date.parse(`${text.replace(' ', 'T')}Z`) : Number(text || 'x');
  if (!Number.isNaN(timeMs)) return new Date(timeMs);
  throw new OnboardingError(
    'failed',
    `CloudWatch Logs returned the time ${JSON.stringify(text)}, expected a timestamp.`,
  );
}
