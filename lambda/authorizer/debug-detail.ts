import { type Check, checkOf as checkOfOAuth1, type CheckOutcomes, checkOutcomes } from './checks';
import type { Clock } from './clock';
import { tokenBucket } from './consumers/token-bucket';
import { type Decision, Denied } from './decision';
import { AuthorizerUnavailableError, type BearerFault, type Fault } from './faults';
import { parseAuthorizationHeader } from './oauth1/authorization-header';
import { readRequest } from './stages/read-request';
import type { Trace } from './trace';

/** Names and outcomes that a debugged consumer's log line has in addition: never a value. */
export interface DebugDetail {
  /** Names of the parameters in the Authorization header. */
  readonly authorization: readonly string[];
  /** Names of the query's parameters. */
  readonly query: readonly string[];
  /** Header names, lower case, those of API Gateway included. */
  readonly headers: readonly string[];
  /** Absent when the function itself failed. */
  readonly checks?: CheckOutcomes;
}

/** Returns the debug detail of a request, or `undefined` if its consumer is not debugged. */
export type CollectDebugDetail = (
  event: unknown,
  outcome: Decision | AuthorizerUnavailableError,
  trace: Trace,
) => DebugDetail | undefined;

/** Debug details of requests that prove nothing: anyone may claim a consumer key. */
const UNPROVED_BURST = 20;
const UNPROVED_PER_SECOND = 1;

/** Returns the check that a deny reason or fault comes from. */
type CheckOf = (reason: string) => Check | undefined;

const MAX_NAMES = 40;
const MAX_NAME_LENGTH = 40;
/** The part of a name that may be a value: RQL is a name without a value, and its arguments are values. */
const AFTER_WORD = /[^A-Za-z0-9_.-].*/s;

/**
 * Makes the collector of one function instance. Whether a key is known and debugged must not show in the time that a
 * wrong signature takes, so every wrong signature costs the collection.
 */
export function debugDetails(clock: Clock, checkOf: CheckOf = checkOfOAuth1): CollectDebugDetail {
  const unproved = tokenBucket(UNPROVED_BURST, UNPROVED_PER_SECOND, clock);
  return (event, outcome, trace) => {
    if (!isUnproved(outcome, trace)) return trace.debug ? detailOf(event, outcome, checkOf) : undefined;
    const detail = detailOf(event, outcome, checkOf);
    return trace.debug && unproved() === 'taken' ? detail : undefined;
  };
}

/** Tests whether a request was denied after its claimed key was looked up, and before its consumer was proved. */
function isUnproved(outcome: Decision | AuthorizerUnavailableError, trace: Trace): boolean {
  return outcome instanceof Denied && outcome.consumer === undefined && trace.claimedConsumerKey !== undefined;
}

function detailOf(
  event: unknown,
  outcome: Decision | AuthorizerUnavailableError,
  checkOf: CheckOf,
): DebugDetail | undefined {
  const request = readRequest(event);
  if (request instanceof Denied) return undefined;
  const parsed = parseAuthorizationHeader(request.headers.get('authorization')?.[0] ?? '');
  const ended = endOf(outcome, checkOf);
  return {
    authorization: names('problem' in parsed ? [] : parsed.map(([name]) => name)),
    query: names(request.query.map(([name]) => name)),
    headers: names([...request.headers.keys()]),
    ...(ended !== 'unknown' && { checks: checkOutcomes(ended) }),
  };
}

/** The check that ended a request; `undefined` if it passed all. */
function endOf(outcome: Decision | AuthorizerUnavailableError, checkOf: CheckOf): Check | 'unknown' | undefined {
  if (outcome instanceof AuthorizerUnavailableError)
    return CHECK_OF_FAULT[outcome.fault] ?? checkOf(outcome.fault) ?? 'unknown';
  return outcome.effect === 'allow' ? undefined : (checkOf(outcome.reason) ?? 'unknown');
}

const CHECK_OF_FAULT: Readonly<
  Record<Exclude<Fault, BearerFault>, Check | 'unknown'> & { [K in BearerFault]?: Check }
> = {
  credentials_unavailable: 'signature',
  credentials_refused: 'signature',
  credentials_lookups_exhausted: 'signature',
  credentials_malformed: 'signature',
  nonces_unavailable: 'nonce',
  internal: 'unknown',
};

function names(all: readonly string[]): readonly string[] {
  const shown = all.slice(0, MAX_NAMES).map((name) => {
    const word = name.replace(AFTER_WORD, '').slice(0, MAX_NAME_LENGTH);
    return word === name ? name : `${word}...`;
  });
  return all.length > MAX_NAMES ? [...shown, `${all.length - MAX_NAMES} more`] : shown;
}
