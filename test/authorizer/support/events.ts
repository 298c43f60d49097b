import { signRequest, type SigningOptions } from '../../../lambda/authorizer/oauth1/sign-request';
import { parseQueryParameters } from '../../../lambda/authorizer/oauth1/query-parameters';

/** A request as a consumer sends it. */
export interface SentRequest {
  readonly method?: string;
  /** Absolute URL, https. */
  readonly url?: string;
  /** Names and values, in the spelling sent; Host is added. */
  readonly headers?: readonly (readonly [string, string])[];
  readonly sourceIp?: string;
  /** As API Gateway reports it at a private API. */
  readonly vpceId?: string;
  /** As API Gateway reports it where the gateway has mutual TLS. */
  readonly clientCert?: object;
}

/** An authorizer event; plain JSON, so that tests may change any part of it. */
// oxlint-disable-next-line typescript/no-explicit-any -- tests break events in every possible way
export type AuthorizerEvent = any;

const DEFAULT_URL = 'https://gw1.example.com/aps/2/resources';

/**
 * Makes the event that API Gateway makes of a request: decoded multi-value query, header maps with the last and with
 * all values, the path as sent in `requestContext` (API Gateway developer guide, "Input to a Lambda authorizer").
 */
export function authorizerEvent({
  method = 'GET',
  url = DEFAULT_URL,
  headers = [],
  sourceIp = '198.51.100.7',
  vpceId,
  clientCert,
}: SentRequest): AuthorizerEvent {
  const [, authority, path, query] = /^https:\/\/([^/?]+)([^?]*)(?:\?(.*))?$/s.exec(url)!;
  const multiValueQueryStringParameters = group(query === undefined ? [] : parseQueryParameters(query));
  const multiValueHeaders = group([['Host', authority!], ...headers]);
  const domainName = authority!.replace(/:\d+$/, '').toLowerCase();
  // Through JSON, as Lambda does it, so that names such as __proto__ are ordinary.
  return JSON.parse(
    JSON.stringify({
      type: 'REQUEST',
      methodArn: `arn:aws:execute-api:eu-central-1:123456789012:a1b2c3d4e5/aps/${method}${path!.slice(4)}`,
      resource: '/2/resources',
      path: path!.slice(4),
      httpMethod: method,
      requestContext: {
        domainName,
        path: path || '/',
        stage: 'aps',
        resourcePath: '/2/resources',
        httpMethod: method,
        apiId: 'a1b2c3d4e5',
        requestId: 'c6af9ac6-7b61-11e6-9a41-93e8deadbeef',
        extendedRequestId: 'JKJaXmPLvHcESHA=',
        identity: { sourceIp, ...(vpceId && { vpceId }), ...(clientCert && { clientCert }) },
      },
    }).replace(
      /}$/,
      `,"headers":${lastOf(multiValueHeaders)},"multiValueHeaders":${allOf(multiValueHeaders)},` +
        `"queryStringParameters":${lastOf(multiValueQueryStringParameters)},` +
        `"multiValueQueryStringParameters":${allOf(multiValueQueryStringParameters)}}`,
    ),
  );
}

function group(pairs: readonly (readonly [string, string])[]): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const [name, value] of pairs) groups.set(name, [...(groups.get(name) ?? []), value]);
  return groups;
}

const allOf = (groups: Map<string, string[]>): string =>
  `{${[...groups].map(([name, values]) => `${JSON.stringify(name)}:${JSON.stringify(values)}`).join(',')}}`;

const lastOf = (groups: Map<string, string[]>): string =>
  `{${[...groups].map(([name, values]) => `${JSON.stringify(name)}:${JSON.stringify(values.at(-1))}`).join(',')}}`;

let nonces = 0;

/** Signs a request as its consumer does, and makes the event of it. */
export function signedEvent(
  request: SentRequest,
  signing: Partial<SigningOptions> & Pick<SigningOptions, 'consumerKey' | 'consumerSecret'>,
): AuthorizerEvent {
  const { authorization } = signRequest({
    method: request.method ?? 'GET',
    url: request.url ?? DEFAULT_URL,
    timestamp: Math.floor(Date.now() / 1000),
    nonce: `nonce-${++nonces}`,
    ...signing,
  });
  return authorizerEvent({ ...request, headers: [['Authorization', authorization], ...(request.headers ?? [])] });
}
