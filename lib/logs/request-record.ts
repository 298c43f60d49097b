import { RESPONSE_REFUSALS, SHED_RESPONSE } from '../gateway/api/response-refusals';
import type { GatewayLog } from '../gateway/names';
import { type Fields, numberOf, textOf } from './log-entry';
import type { LoggedRequest } from './request-join';

/** One request, as far as its log lines tell. The names are those of the access log. */
export interface RequestRecord {
  readonly requestId: string;
  /** Logs that have a line about it. */
  readonly logs: readonly GatewayLog[];
  /** Arrival, in epoch milliseconds. */
  readonly timeMs: number;
  /** `{environment}/{reseller}` */
  readonly gateway?: string;
  readonly amznRequestId?: string;
  readonly traceId?: string;
  readonly sourceIp?: string;
  readonly host?: string;
  readonly tlsVersion?: string;
  readonly userAgent?: string;
  readonly method?: string;
  readonly path?: string;
  readonly route?: string;
  readonly status?: number;
  /** `allowed`, the code that the caller got, or the reason in the forwarder's log. */
  readonly reason?: string;
  /** Named consumer fault of a signature that did not verify. */
  readonly signatureFault?: string;
  /** Dependency or file that failed, if the reason is `authorizer_unavailable`. Callers do not see it. */
  readonly fault?: string;
  /** Only of requests whose signature is verified, as are `reseller` and `tier`. */
  readonly consumerKey?: string;
  readonly reseller?: string;
  readonly tier?: string;
  /** The consumer key that an unverified request names. It proves nothing. */
  readonly claimedConsumerKey?: string;
  readonly latencyMs?: number;
  readonly authorizerLatencyMs?: number;
  readonly uiNodeLatencyMs?: number;
  readonly uiNodeStatus?: number;
  readonly uiNodeError?: string;
  readonly responseBytes?: number;
}

const TEXTS = [
  'gateway',
  'amznRequestId',
  'traceId',
  'sourceIp',
  'host',
  'tlsVersion',
  'userAgent',
  'method',
  'path',
  'route',
  'consumerKey',
  'reseller',
  'tier',
  'uiNodeError',
] as const satisfies readonly (keyof RequestRecord)[];
const NUMBERS = [
  'status',
  'latencyMs',
  'authorizerLatencyMs',
  'uiNodeLatencyMs',
  'uiNodeStatus',
  'responseBytes',
] as const satisfies readonly (keyof RequestRecord)[];

/** Sums up the lines about a request. */
export function recordOf({ requestId, lines }: Pick<LoggedRequest, 'requestId' | 'lines'>): RequestRecord {
  const { access = {}, authorizer = {}, forwarder = {} } = lines;
  // The authorizer's line stands in where that of the access log is missing.
  const merged: Fields = {
    gateway: authorizer.gateway,
    consumerKey: authorizer.consumerKey,
    reseller: authorizer.reseller,
    tier: authorizer.tier,
    amznRequestId: authorizer.requestId,
    route: authorizer.resourcePath,
    authorizerLatencyMs: authorizer.Duration,
    ...present(access),
  };
  return {
    requestId,
    logs: (['access', 'authorizer', 'forwarder'] as const).filter((log) => lines[log]),
    timeMs: numberOf(access, 'time') ?? startOf(authorizer),
    ...members(TEXTS, (name) => textOf(merged, name)),
    ...members(NUMBERS, (name) => numberOf(merged, name)),
    ...members(['reason'], () => reasonOf(access, authorizer, forwarder)),
    ...members(['signatureFault', 'fault', 'claimedConsumerKey'], (name) => textOf(authorizer, name)),
  };
}

function members<Name extends keyof RequestRecord, T>(
  names: readonly Name[],
  value: (name: Name) => T | undefined,
): { readonly [K in Name]?: T } {
  const entries = names.map((name) => [name, value(name)] as const).filter(([, found]) => found !== undefined);
  return Object.fromEntries(entries) as { readonly [K in Name]?: T };
}

/** The members that have a value. */
function present(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => textOf(fields, name) !== undefined));
}

/** Start of the authorizer, which is soon after the request arrived; 0 if its line is missing too. */
function startOf(authorizer: Fields): number {
  const { Timestamp } = (authorizer._aws ?? {}) as { readonly Timestamp?: unknown };
  return typeof Timestamp === 'number' ? Timestamp - (numberOf(authorizer, 'Duration') ?? 0) : 0;
}

/** The most precise reason that the lines have: the refusal that the caller got, or what the forwarder noted. */
function reasonOf(access: Fields, authorizer: Fields, forwarder: Fields): string | undefined {
  const decided = textOf(authorizer, 'reason') ?? textOf(access, 'reason');
  const refusal = textOf(access, 'refusal');
  if (refusal === 'ACCESS_DENIED') return decided ?? 'address_refused';
  if (refusal !== undefined) return refusalOf(refusal, numberOf(access, 'status') ?? 0);
  const noted = textOf(forwarder, 'reason');
  if (noted !== undefined) return noted;
  // The catch-all of undeclared paths and methods has no authorizer.
  return decided ?? (textOf(access, 'status') === '404' ? 'route_unknown' : undefined);
}

/** Returns the code in the gateway's own answer, by API Gateway's response type. */
function refusalOf(responseType: string, status: number): string {
  if (responseType === SHED_RESPONSE) return status < 500 ? 'authorization_missing' : 'platform_busy';
  if (responseType === 'WAF_FILTERED') return 'request_refused';
  if (responseType === 'REQUEST_TOO_LARGE') return 'payload_too_large';
  return RESPONSE_REFUSALS[responseType] ?? (status < 500 ? 'request_malformed' : 'gateway_error');
}
