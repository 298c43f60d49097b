import type { RestApiModel } from '../../template/rest-api-model';
import type { Exchange, RoutedRequest } from '../exchange';
import type { HeaderList } from '../../http/http-message';

/** The REQUEST authorizer event of a REST API; shape recorded by others from a real one. */
export interface AuthorizerEvent {
  readonly type: 'REQUEST';
  readonly methodArn: string;
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

/** Builds the authorizer's event. There is no body, no raw query and no raw URL in it (recorded, documented). */
export function buildAuthorizerEvent(
  exchange: Exchange,
  route: RoutedRequest,
  api: RestApiModel,
  methodArn: string,
): AuthorizerEvent {
  // Maps without entries are {} here, not null as in the Lambda proxy event (recorded).
  return { type: 'REQUEST', methodArn, ...eventRequest(exchange, route, api) };
}

/** The part that authorizer event and Lambda proxy event have in common. */
export function eventRequest(
  exchange: Exchange,
  route: RoutedRequest,
  api: RestApiModel,
): Omit<AuthorizerEvent, 'type' | 'methodArn'> {
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
    stageVariables: api.stage.variables,
    requestContext: eventContext(exchange, route, api),
  };
}

function eventContext(exchange: Exchange, route: RoutedRequest, api: RestApiModel): Readonly<Record<string, unknown>> {
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

/** Client headers in their own spelling, except that Authorization arrives capitalised (recorded), and what AWS adds. */
function eventHeaders(exchange: Exchange): HeaderList {
  const { headers } = exchange.request;
  const spelled = headers.map(
    ([name, value]) => [name.toLowerCase() === 'authorization' ? 'Authorization' : name, value] as const,
  );
  const added = forwardedHeaders(exchange);
  const replaced = new Set(added.map(([name]) => name.toLowerCase()));
  return [...spelled.filter(([name]) => !replaced.has(name.toLowerCase())), ...added];
}

/** Headers that API Gateway adds to every request (recorded). X-Forwarded-For grows to the right (observed). */
export function forwardedHeaders(exchange: Exchange): HeaderList {
  const before = exchange.request.headers
    .filter(([name]) => name.toLowerCase() === 'x-forwarded-for')
    .map(([, value]) => value);
  return [
    ['X-Amzn-Trace-Id', exchange.traceId],
    ['X-Forwarded-For', [...before, exchange.request.sourceIp].join(', ')],
    ['X-Forwarded-Port', String(exchange.request.port)],
    ['X-Forwarded-Proto', 'https'],
  ];
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
