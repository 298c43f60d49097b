import type { HeaderList } from '../http/http-message';
import { addedHeaders } from './added-headers';
import type { Exchange, RoutedRequest } from './exchange';
import { SIMULATED_CLIENT_CERTIFICATE } from './simulated-client-certificate';
import { SIMULATED_VPC } from './simulated-vpc-endpoint';

/** The part that the authorizer's event and the Lambda proxy event have in common. */
export interface EventRequest {
  readonly resource: string;
  readonly path: string;
  readonly httpMethod: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly multiValueHeaders: Readonly<Record<string, readonly string[]>>;
  readonly queryStringParameters: Readonly<Record<string, string>>;
  readonly multiValueQueryStringParameters: Readonly<Record<string, readonly string[]>>;
  readonly pathParameters: Readonly<Record<string, string>>;
  readonly stageVariables: Readonly<Record<string, string>>;
  readonly requestContext: Readonly<Record<string, unknown>>;
}

/** Headers that functions do not see, the length and the framing of a body among them (recorded). */
const HIDDEN_FROM_FUNCTIONS = new Set([
  'connection',
  'content-length',
  'content-md5',
  'expect',
  'max-forwards',
  'proxy-authenticate',
  'server',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'www-authenticate',
]);

/** Builds the common part of an event: no raw query and no raw URL is in it (recorded, documented). */
export function eventRequest(exchange: Exchange, route: RoutedRequest): EventRequest {
  const headers = groupByName(eventHeaders(exchange));
  return {
    resource: route.method.resourcePath,
    path: route.path,
    httpMethod: route.httpMethod,
    headers: lastValues(headers),
    multiValueHeaders: Object.fromEntries(headers),
    queryStringParameters: lastValues(route.query),
    multiValueQueryStringParameters: Object.fromEntries(route.query),
    pathParameters: route.pathParameters,
    stageVariables: exchange.api.stage.variables,
    requestContext: eventContext(exchange, route),
  };
}

function eventContext(exchange: Exchange, route: RoutedRequest): Readonly<Record<string, unknown>> {
  const { api } = exchange;
  const known = (name: string) => exchange.context.get(name) ?? null;
  return {
    accountId: known('accountId'),
    apiId: api.apiId,
    deploymentId: api.deploymentId,
    // "Should be the same as the incoming Host header" (documented); on localhost that has a port.
    domainName: route.domainName,
    domainPrefix: known('domainPrefix'),
    extendedRequestId: exchange.extendedRequestId,
    httpMethod: route.httpMethod,
    identity: {
      accessKey: null,
      accountId: null,
      caller: null,
      cognitoAuthenticationProvider: null,
      cognitoAuthenticationType: null,
      cognitoIdentityId: null,
      cognitoIdentityPoolId: null,
      principalOrgId: null,
      sourceIp: exchange.request.sourceIp,
      user: null,
      userAgent: known('identity.userAgent'),
      userArn: null,
      // At private APIs only (recorded for the Lambda proxy event).
      ...(exchange.request.vpcEndpoint !== undefined && { vpceId: exchange.request.vpcEndpoint, vpcId: SIMULATED_VPC }),
      ...(api.mutualTls && { clientCert: SIMULATED_CLIENT_CERTIFICATE }),
    },
    // With the stage, raw: what the caller requested (recorded).
    path: route.requestedPath,
    protocol: exchange.request.protocol,
    requestId: exchange.requestId,
    requestTime: known('requestTime'),
    requestTimeEpoch: exchange.startedAt,
    resourceId: route.method.resourceId,
    resourcePath: route.method.resourcePath,
    stage: api.stage.name,
  };
}

/** The client's headers in their own spelling, except that Authorization is capitalised (recorded), and AWS's own. */
function eventHeaders(exchange: Exchange): HeaderList {
  const added = addedHeaders(exchange);
  const replaced = new Set(added.map(([name]) => name.toLowerCase()));
  const passed = exchange.request.headers.flatMap(([name, value]): HeaderList => {
    const lower = name.toLowerCase();
    if (HIDDEN_FROM_FUNCTIONS.has(lower) || replaced.has(lower)) return [];
    return [[lower === 'authorization' ? 'Authorization' : name, value]];
  });
  return [...passed, ...added];
}

function groupByName(headers: HeaderList): ReadonlyMap<string, readonly string[]> {
  const grouped = new Map<string, string[]>();
  for (const [name, value] of headers) {
    const values = grouped.get(name);
    if (values) values.push(value);
    else grouped.set(name, [value]);
  }
  return grouped;
}

/** The single-value map holds the last of several values (recorded). */
function lastValues(values: ReadonlyMap<string, readonly string[]>): Readonly<Record<string, string>> {
  return Object.fromEntries([...values].map(([name, all]) => [name, all.at(-1) ?? '']));
}
