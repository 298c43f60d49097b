import { type HeaderList } from '../../http/http-message';
import type { HttpProxyIntegration } from '../../template/rest-api-model';
import { addedHeaders } from '../added-headers';
import type { Exchange, RoutedRequest } from '../exchange';
import { evaluateMapping, type Lookup, lookupIn } from '../expressions';
import { Rejection } from '../rejection';
import { encodeQuery } from '../../../rest-api/query';
import { overrideHeaders, requestHeadersToIntegration } from './header-rules';
import { passRequestBody } from './payload';

/** A request to the UI node, as on the wire. */
export interface IntegrationRequest {
  readonly method: string;
  readonly hostname: string;
  /** Path and query, as sent. */
  readonly target: string;
  readonly headers: HeaderList;
  readonly body: Buffer;
}

const HEADER = 'integration.request.header.';
const PATH = 'integration.request.path.';
const QUERY = 'integration.request.querystring.';

/**
 * Maps a request onto an HTTP_PROXY integration.
 * @throws Rejection for a mapping that AWS fails on
 */
export function buildIntegrationRequest(
  exchange: Exchange,
  route: RoutedRequest,
  integration: HttpProxyIntegration,
): IntegrationRequest {
  const lookup = lookupIn(exchange);
  const mapped = (prefix: string) => mappedValues(integration, prefix, lookup);
  const method = integration.method === 'ANY' ? route.httpMethod : integration.method;
  const uri = new URL(integration.uri.replace(/\{[^}]+\}/g, encodeURIComponent));
  // Path parameters go out as they came in, still encoded (unknown; recorded only for the event).
  const path = fillPlaceholders(uri.pathname, mapped(PATH));
  const target = path + queryOf(uri, route, mapped(QUERY), mapped(PATH));
  const body = passRequestBody(exchange.request.body, exchange.request.headers, exchange.api.binaryMediaTypes);
  return {
    method,
    hostname: uri.hostname,
    target,
    headers: headersOf(
      exchange,
      [['Host', uri.host], ['X-Amzn-Apigateway-Api-Id', exchange.api.apiId], ...contentLength(method, body)],
      mapped(HEADER),
    ),
    body,
  };
}

function mappedValues(integration: HttpProxyIntegration, prefix: string, lookup: Lookup): HeaderList {
  return Object.entries(integration.requestParameters).flatMap(([target, expression]): HeaderList => {
    if (!target.startsWith(prefix)) return [];
    const value = evaluateMapping(expression, lookup);
    return value === undefined ? [] : [[target.slice(prefix.length), value]];
  });
}

/** Fills placeholders, which are escaped in a parsed URI. */
function fillPlaceholders(text: string, values: HeaderList): string {
  const byName = new Map(values);
  return text.replace(/%7B(.+?)(?:%2B)?%7D/g, (_match, name: string) => byName.get(name) ?? '');
}

/** Joins the URI's own query, the client's and the mapped parameters, which are not encoded (recorded, documented). */
function queryOf(uri: URL, route: RoutedRequest, mapped: HeaderList, path: HeaderList): string {
  const own = fillPlaceholders(uri.search.slice(1), path);
  const parts = [own, encodeQuery(route.query), ...mapped.map(([name, value]) => `${name}=${value}`)];
  const query = parts.filter(Boolean).join('&');
  return query === '' ? '' : `?${query}`;
}

function headersOf(exchange: Exchange, own: HeaderList, mapped: HeaderList): HeaderList {
  if (mapped.some(([name]) => /^(?:content-length|transfer-encoding)$/i.test(name))) {
    // Recorded: every call fails with 500.
    throw new Rejection('API_CONFIGURATION_ERROR', 'Internal server error');
  }
  const passed = requestHeadersToIntegration(exchange.request.headers);
  return overrideHeaders(overrideHeaders(passed, [...addedHeaders(exchange), ...own]), mapped);
}

/** A method that may have a body states its length even if there is none (recorded for POST, inferred for others). */
function contentLength(method: string, body: Buffer): HeaderList {
  const stated = body.length > 0 || ['POST', 'PUT', 'PATCH'].includes(method);
  return stated ? [['Content-Length', String(body.length)]] : [];
}
