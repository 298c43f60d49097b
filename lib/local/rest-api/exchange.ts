import type { RestApiModel } from '../template/rest-api-model';
import { headerValue, type IncomingRequest } from '../http/http-message';
import type { QueryParameters } from '../../rest-api/query';
import type { RouteMatch } from './routing/router';

/** A request on its way through the gateway. Each stage adds what it learns. */
export interface Exchange {
  readonly api: RestApiModel;
  /** Its body is compressed until API Gateway has decompressed it. */
  request: IncomingRequest;
  readonly startedAt: number;
  readonly requestId: string;
  readonly extendedRequestId: string;
  readonly traceId: string;
  /** `$context` variables by dotted name, without `$context.`. */
  readonly context: Map<string, string>;
  route?: RoutedRequest;
}

/** Method, path and query of a request for a declared method. */
export interface RoutedRequest extends RouteMatch {
  readonly httpMethod: string;
  /** Path with the stage, raw. */
  readonly requestedPath: string;
  /** Path inside the stage, raw. */
  readonly path: string;
  readonly query: QueryParameters;
  readonly domainName: string;
}

/** Random ids of a request; injected so that tests can fix them. */
export interface IdSource {
  requestId(): string;
  extendedRequestId(): string;
  /** Root of an X-Ray trace that starts at a time in epoch milliseconds: `1-…`. */
  traceRoot(now: number): string;
  /** Id of a segment of a trace. */
  traceParent(): string;
}

/** Account, ids and time that an exchange starts with. */
export interface ExchangeOrigin {
  readonly accountId: string;
  readonly ids: IdSource;
  /** Epoch milliseconds. */
  readonly now: number;
}

/** Opens the exchange of a request that no stage has looked at yet. */
export function openExchange(
  request: IncomingRequest,
  api: RestApiModel,
  { accountId, ids, now }: ExchangeOrigin,
): Exchange {
  const exchange: Exchange = {
    api,
    request,
    startedAt: now,
    requestId: ids.requestId(),
    extendedRequestId: ids.extendedRequestId(),
    traceId: traceIdOf(request, ids, now),
    context: new Map(),
  };
  const domainName = headerValue(request.headers, 'host') ?? '';
  const known: Readonly<Record<string, string | undefined>> = {
    accountId,
    apiId: api.apiId,
    deploymentId: api.deploymentId,
    domainName,
    domainPrefix: domainName.split(/[.:]/)[0],
    extendedRequestId: exchange.extendedRequestId,
    httpMethod: request.method,
    'identity.sourceIp': request.sourceIp,
    'identity.vpceId': request.vpcEndpoint,
    'identity.userAgent': headerValue(request.headers, 'user-agent'),
    protocol: request.protocol,
    requestId: exchange.requestId,
    requestTime: commonLogTime(now),
    requestTimeEpoch: String(now),
    stage: api.stage.name,
    xrayTraceId: /Root=([^;]+)/.exec(exchange.traceId)?.[1],
  };
  for (const [name, value] of Object.entries(known)) if (value !== undefined) exchange.context.set(name, value);
  return exchange;
}

/** Continues the caller's trace: a Root without a Parent gets one (recorded). */
function traceIdOf(request: IncomingRequest, ids: IdSource, now: number): string {
  const sent = headerValue(request.headers, 'x-amzn-trace-id');
  if (sent === undefined || !/(?:^|;)Root=[^;]/.test(sent)) return `Root=${ids.traceRoot(now)}`;
  return /(?:^|;)Parent=[^;]/.test(sent) ? sent : `${sent};Parent=${ids.traceParent()}`;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `22/Nov/2026:03:21:07 +0000`, the form of `$context.requestTime`. */
function commonLogTime(now: number): string {
  const date = new Date(now);
  const day = String(date.getUTCDate()).padStart(2, '0');
  return `${day}/${MONTHS[date.getUTCMonth()] ?? ''}/${date.getUTCFullYear()}:${date.toISOString().slice(11, 19)} +0000`;
}
