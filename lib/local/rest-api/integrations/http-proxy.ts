import { type Agent, request as httpsRequest } from 'node:https';
import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';

import type { HttpProxyIntegration, RestApiModel } from '../../template/rest-api-model';
import { forwardedHeaders } from '../authorizer/authorizer-event';
import type { Exchange, RoutedRequest } from '../exchange';
import { evaluateMapping, type Lookup } from '../expressions';
import { overrideHeaders, requestHeadersToIntegration, responseHeadersFromIntegration } from './header-rules';
import { type HeaderList, headerList, type OutgoingResponse } from '../../http/http-message';
import { encodeQuery } from '../routing/query';
import { Rejection } from '../rejection';
import { MAX_PAYLOAD_BYTES } from '../routing/request-target';
import { passPayload } from './text-payload';

/** Where a host name is dialled on localhost, and by which agent (which trusts the local certificate authority). */
interface Dialled {
  readonly address: string;
  readonly port: number;
  readonly agent: Agent;
}

export type Dial = (hostname: string) => Dialled;

/** The request that goes out, as it will stand on the wire. */
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

/** Maps a request onto an HTTP_PROXY integration. Throws a {@link Rejection} for a mapping that AWS fails on. */
export function buildIntegrationRequest(
  exchange: Exchange,
  route: RoutedRequest,
  integration: HttpProxyIntegration,
  api: RestApiModel,
  lookup: Lookup,
): IntegrationRequest {
  const mapped = (prefix: string) => mappedValues(integration, prefix, lookup);
  const uri = new URL(integration.uri.replace(/\{[^}]+\}/g, encodeURIComponent));
  // Path parameters go out as they came in, still encoded (unknown; recorded only for the event).
  const path = fillPlaceholders(uri.pathname, mapped(PATH));
  const target = path + queryOf(uri, route, mapped(QUERY), mapped(PATH));
  const body = passPayload(exchange.request.body, exchange.request.headers, api.binaryMediaTypes);
  return {
    method: integration.method === 'ANY' ? route.httpMethod : integration.method,
    hostname: uri.hostname,
    target,
    headers: headersOf(exchange, uri, body, mapped(HEADER), api),
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

/** Placeholders stand escaped in a parsed URI. */
function fillPlaceholders(text: string, values: HeaderList): string {
  const byName = new Map(values);
  return text.replace(/%7B(.+?)(?:%2B)?%7D/g, (_match, name: string) => byName.get(name) ?? '');
}

/** The URI's own query, the client's, and mapped parameters appended, these not encoded for us (recorded, documented). */
function queryOf(uri: URL, route: RoutedRequest, mapped: HeaderList, path: HeaderList): string {
  const own = fillPlaceholders(uri.search.slice(1), path);
  const parts = [own, encodeQuery(route.query), ...mapped.map(([name, value]) => `${name}=${value}`)];
  const query = parts.filter(Boolean).join('&');
  return query === '' ? '' : `?${query}`;
}

function headersOf(exchange: Exchange, uri: URL, body: Buffer, mapped: HeaderList, api: RestApiModel): HeaderList {
  if (mapped.some(([name]) => /^(?:content-length|transfer-encoding)$/i.test(name))) {
    // Recorded: every call fails with 500.
    throw new Rejection('API_CONFIGURATION_ERROR', 'Internal server error');
  }
  const added: HeaderList = [
    ['Host', uri.host],
    ...forwardedHeaders(exchange),
    ['X-Amzn-Apigateway-Api-Id', api.apiId],
    ...(body.length > 0 ? [['Content-Length', String(body.length)] as const] : []),
  ];
  return overrideHeaders(overrideHeaders(requestHeadersToIntegration(exchange.request.headers), added), mapped);
}

/** Sends a request to the UI node and gives its answer. Throws a {@link Rejection} for failures and time-outs. */
export async function sendToIntegration(
  request: IntegrationRequest,
  integration: HttpProxyIntegration,
  api: RestApiModel,
  dial: Dial,
): Promise<OutgoingResponse> {
  const signal = AbortSignal.timeout(integration.timeoutMilliseconds);
  try {
    const answer = await exchangeWith(request, dial(request.hostname), signal);
    const headers = headerList(answer.rawHeaders);
    const status = answer.statusCode ?? 502;
    if (integration.streamed) return { status, headers: responseHeadersFromIntegration(headers), body: answer };
    const body = await readBounded(answer);
    return {
      status,
      headers: responseHeadersFromIntegration(headers),
      body: passPayload(body, headers, api.binaryMediaTypes),
    };
  } catch (error) {
    if (error instanceof Rejection) throw error;
    if (signal.aborted) throw new Rejection('INTEGRATION_TIMEOUT', 'Endpoint request timed out', { cause: error });
    throw new Rejection('INTEGRATION_FAILURE', 'Network error communicating with endpoint', { cause: error });
  }
}

function exchangeWith(request: IntegrationRequest, dialled: Dialled, signal: AbortSignal): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const outgoing = httpsRequest({
      host: dialled.address,
      port: dialled.port,
      agent: dialled.agent,
      // The name in the URI is what the certificate must show, wherever it is dialled.
      servername: request.hostname,
      method: request.method,
      path: request.target,
      headers: request.headers.flat(),
      signal,
    });
    outgoing.on('response', resolve).on('error', reject);
    outgoing.end(request.body.length > 0 ? request.body : undefined);
  });
}

/** A buffered answer over the payload limit fails the integration (documented limit; the response type is inferred). */
async function readBounded(answer: IncomingMessage): Promise<Buffer> {
  async function* bounded() {
    let size = 0;
    for await (const chunk of answer as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > MAX_PAYLOAD_BYTES) throw new Rejection('INTEGRATION_FAILURE', 'Internal server error');
      yield chunk;
    }
  }
  return buffer(Readable.from(bounded()));
}
