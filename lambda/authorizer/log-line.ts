import { isNativeError } from 'node:util/types';
import { METRICS } from './contract';
import type { DebugDetail } from './debug-detail';
import { type Decision, Denied } from './decision';
import { isFailedAttempt } from './failed-attempt';
import type { AuthorizerUnavailableError } from './faults';
import { stackFrames } from './stack-frames';
import type { RequestIds } from './stages/read-request';
import { sourceOf } from './text/source';
import type { Trace } from './trace';

/** The contents of one log line. */
export interface Handled {
  readonly outcome: Decision | AuthorizerUnavailableError;
  readonly ids: Partial<RequestIds>;
  readonly trace: Trace;
  readonly debug?: DebugDetail | undefined;
  readonly startedAt: number;
  readonly endedAt: number;
}

/** Reason of a request that could not be checked; the gateway's refusal of the same name answers the caller. */
const UNAVAILABLE = 'authorizer_unavailable';

/**
 * Makes the one log line of a request. Its members are listed here, so that nothing else of a request can get into a
 * log: no header, no signature, no query, no secret. A debugged consumer's line has the names of headers and parameters.
 *
 * @param gateway `{environment}/{reseller}`, of which the environment and the whole are dimensions of every metric
 */
export function logLine(gateway: string, { outcome, ids, trace, debug, startedAt, endedAt }: Handled): string {
  const failed = outcome instanceof Error;
  const reason = failed ? UNAVAILABLE : outcome.effect === 'allow' ? 'allowed' : outcome.reason;
  const consumer = failed ? undefined : outcome.consumer;
  const cached = trace.credentials === undefined ? undefined : Number(trace.credentials !== 'looked_up');
  return JSON.stringify({
    _aws: { Timestamp: endedAt, CloudWatchMetrics: metricDirectives(outcome, trace) },
    level: failed ? 'error' : 'info',
    environment: gateway.slice(0, gateway.indexOf('/')),
    gateway,
    reason,
    effect: failed ? 'fault' : outcome.effect,
    requestId: ids.requestId,
    extendedRequestId: ids.extendedRequestId,
    resourcePath: ids.resourcePath,
    ...(consumer ?? { claimedConsumerKey: trace.claimedConsumerKey }),
    ...failureOf(outcome, trace),
    lockoutError: trace.lockoutError,
    credentials: trace.credentials,
    secretId: trace.secretId,
    signatureFault: trace.signatureFault,
    sheddingFault: trace.sheddingFault,
    debug,
    ...(failed ? { fault: outcome.fault, ...outcome.detail, ...causeOf(outcome), Faults: 1 } : {}),
    Decisions: 1,
    ...(!failed && outcome.effect === 'shed' ? { [METRICS.shed]: 1 } : {}),
    CredentialsCacheHits: cached,
    CredentialsLookupTime: trace.lookupMs,
    NonceClaimTime: trace.claimMs,
    Duration: endedAt - startedAt,
  });
}

/** Members by which failed attempts are counted: the key as claimed, and the source of `sourceOf`. */
function failureOf(
  outcome: Decision | AuthorizerUnavailableError,
  { claimedConsumerKey, sourceIp, vpcEndpoint }: Trace,
): { readonly failedKey?: string | undefined; readonly failedFrom?: string | undefined } {
  const failed = outcome instanceof Denied && isFailedAttempt(outcome) && claimedConsumerKey !== undefined;
  return failed ? { failedKey: claimedConsumerKey, failedFrom: sourceOf(sourceIp, vpcEndpoint) } : {};
}

/** Name of the error behind a fault, and the stack frames that lead to it. */
function causeOf({ cause }: AuthorizerUnavailableError): {
  readonly error?: string;
  readonly frames?: readonly string[];
} {
  if (cause === undefined) return {};
  if (!isNativeError(cause)) return { error: typeof cause };
  return { error: cause.name, frames: stackFrames(cause) };
}

const Namespace = METRICS.namespace;

type Directive = {
  readonly Namespace: string;
  readonly Dimensions: readonly (readonly string[])[];
  readonly Metrics: readonly { readonly Name: string; readonly Unit: string }[];
};

/** Metrics of the line (CloudWatch embedded metric format): decisions by reason, faults by kind, the rest by gateway. */
function metricDirectives(outcome: Handled['outcome'], trace: Trace): readonly Directive[] {
  const { environment, gateway, reason, fault, tier, decisions, faults, shed, duration } = METRICS;
  return [
    { Namespace, Dimensions: [[environment, gateway, reason]], Metrics: [count(decisions)] },
    ...(outcome instanceof Error
      ? [{ Namespace, Dimensions: [[environment, gateway, fault]], Metrics: [count(faults)] }]
      : outcome.effect === 'shed'
        ? [{ Namespace, Dimensions: [[environment, gateway, tier]], Metrics: [count(shed)] }]
        : []),
    {
      Namespace,
      Dimensions: [[environment, gateway]],
      Metrics: [
        milliseconds(duration),
        ...(trace.credentials === undefined ? [] : [count('CredentialsCacheHits')]),
        ...(trace.lookupMs === undefined ? [] : [milliseconds('CredentialsLookupTime')]),
        ...(trace.claimMs === undefined ? [] : [milliseconds('NonceClaimTime')]),
      ],
    },
  ];
}

function count(Name: string) {
  return { Name, Unit: 'Count' };
}

function milliseconds(Name: string) {
  return { Name, Unit: 'Milliseconds' };
}
