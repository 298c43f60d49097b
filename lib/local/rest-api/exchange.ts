import type { RestApiModel } from '../template/rest-api-model';
import { headerValue, type IncomingRequest } from '../http/http-message';
import type { QueryParameters } from './routing/query';
import type { RouteMatch } from './routing/router';

/** One request on its way through the gateway: what is known of it, filled by stage after stage. */
export interface Exchange {
  readonly request: IncomingRequest;
  readonly startedAt: number;
  readonly requestId: string;
  readonly extendedRequestId: string;
  readonly traceId: string;
  /** `$context` variables by dotted name, without the `$context.`. */
  readonly context: Map<string, string>;
  route?: RoutedRequest;
}

/** What is known once path, query and method are understood. */
export interface RoutedRequest extends RouteMatch {
  readonly httpMethod: string;
  /** Path with the stage, raw. */
  readonly requestedPath: string;
  /** Path inside the stage, raw. */
  readonly path: string;
  readonly query: QueryParameters;
  readonly domainName: string;
}

/** Randomness of a request's ids; injected so that tests can fix it. */
export interface IdSource {
  requestId(): string;
  extendedRequestId(): string;
  traceId(now: number): string;
}

/** Opens the exchange of a request that nothing is known of yet. */
export function openExchange(
  request: IncomingRequest,
  api: RestApiModel,
  accountId: string,
  ids: IdSource,
  now: number,
): Exchange {
  const exchange: Exchange = {
    request,
    startedAt: now,
    requestId: ids.requestId(),
    extendedRequestId: ids.extendedRequestId(),
    traceId: ids.traceId(now),
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
    'identity.userAgent': headerValue(request.headers, 'user-agent'),
    protocol: request.protocol,
    requestId: exchange.requestId,
    requestTime: commonLogTime(now),
    requestTimeEpoch: String(now),
    stage: api.stage.name,
    xrayTraceId: exchange.traceId.replace(/^Root=/, ''),
  };
  for (const [name, value] of Object.entries(known)) if (value !== undefined) exchange.context.set(name, value);
  return exchange;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `22/Nov/2026:03:21:07 +0000`, the form of `$context.requestTime`. */
function commonLogTime(now: number): string {
  const date = new Date(now);
  const day = String(date.getUTCDate()).padStart(2, '0');
  return `${day}/${MONTHS[date.getUTCMonth()] ?? ''}/${date.getUTCFullYear()}:${date.toISOString().slice(11, 19)} +0000`;
}
