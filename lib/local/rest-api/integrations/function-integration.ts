import { Readable } from 'node:stream';

import { isObject } from '../../../is-object';
import { FunctionError, type Invoke, type StreamedResult } from '../../function/invoke';
import type { OutgoingResponse } from '../../http/http-message';
import type { FunctionIntegration } from '../../template/rest-api-model';
import { eventRequest } from '../event';
import type { Exchange, RoutedRequest } from '../exchange';
import { malformedResult, Rejection } from '../rejection';
import { readFunctionResult, readStreamMetadata, type ResponseHead } from './function-result';
import { overrideHeaders, responseHeadersFromIntegration } from './header-rules';
import { limitStream } from './limit-stream';
import { acceptsBinary } from './payload';

/** Request headers that an integration with a function must not map: every call would be 500 (recorded). */
const UNMAPPABLE = new Set(
  ['authorization', 'connection', 'content-length', 'expect', 'proxy-authenticate', 'te', 'transfer-encoding'].map(
    (name) => `integration.request.header.${name}`,
  ),
);

/**
 * Answers a request from an AWS_PROXY integration, buffered or streamed.
 * @throws Rejection if the function fails or its result is malformed
 */
export async function answerFromFunction(
  exchange: Exchange,
  route: RoutedRequest,
  integration: FunctionIntegration,
  invoke: Invoke,
): Promise<OutgoingResponse> {
  if (Object.keys(integration.requestParameters).some((target) => UNMAPPABLE.has(target.toLowerCase()))) {
    throw new Rejection('API_CONFIGURATION_ERROR', 'Internal server error');
  }
  const { streaming, timeoutMs } = integration;
  const startedAt = performance.now();
  const event = proxyEvent(exchange, route);
  requireInvocable(exchange, event);
  const result = await callFunction(integration, invoke, event);
  if (isStreamed(result)) {
    if (streaming === undefined) throw malformedResult(new Error('The function streams, but its integration does not'));
    const metadata = head(exchange, wellFormed(readStreamMetadata(result.metadata)));
    const totalMs = timeoutMs - (performance.now() - startedAt);
    return { ...metadata, body: limitStream(result.body, { totalMs, idleMs: streaming.idleMs }) };
  }
  if (streaming) throw malformedResult(new Error('The integration streams, but its function does not'));
  const response = wellFormed(readFunctionResult(result));
  // Without a binary media type in Accept, base64 goes on as it is (recorded without binaryMediaTypes).
  const encoding = response.isBase64Encoded && acceptsBinary(exchange) ? 'base64' : 'utf8';
  return { ...head(exchange, response), body: Buffer.from(response.body, encoding) };
}

/** Lambda's limit for an event (Lambda Developer Guide, "Lambda quotas"). */
const MOST_EVENT_BYTES = 6 * 1024 * 1024;

/** Refuses a body that makes the event too large for Lambda; the event is written only for a body that could. */
function requireInvocable({ request }: Exchange, event: object): void {
  if (request.body.length < MOST_EVENT_BYTES / 8 || Buffer.byteLength(JSON.stringify(event)) <= MOST_EVENT_BYTES)
    return;
  // The status is not documented (inferred).
  throw new Rejection('REQUEST_TOO_LARGE', 'Request Too Long');
}

/** Builds the Lambda proxy event: empty maps are null (recorded), the body is text unless declared binary (documented). */
function proxyEvent(exchange: Exchange, route: RoutedRequest): Readonly<Record<string, unknown>> {
  const request = eventRequest(exchange, route);
  const binary = exchange.api.binaryMediaTypes.includes('*/*');
  const body = exchange.request.body.toString(binary ? 'base64' : 'utf8');
  const authorizer: Record<string, string> = {};
  for (const [name, value] of exchange.context) {
    if (name.startsWith('authorizer.')) authorizer[name.slice('authorizer.'.length)] = value;
  }
  return {
    ...request,
    queryStringParameters: nullWhenEmpty(request.queryStringParameters),
    multiValueQueryStringParameters: nullWhenEmpty(request.multiValueQueryStringParameters),
    pathParameters: nullWhenEmpty(request.pathParameters),
    stageVariables: nullWhenEmpty(request.stageVariables),
    requestContext: { ...request.requestContext, authorizer },
    body: exchange.request.body.length === 0 ? null : body,
    isBase64Encoded: binary && exchange.request.body.length > 0,
  };
}

function nullWhenEmpty<T extends object>(map: T): T | null {
  return Object.keys(map).length === 0 ? null : map;
}

async function callFunction(integration: FunctionIntegration, invoke: Invoke, event: unknown): Promise<unknown> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () => reject(new Rejection('INTEGRATION_TIMEOUT', 'Endpoint request timed out')),
      integration.timeoutMs,
    );
  });
  try {
    return await Promise.race([invoke(integration.functionArn, event), timeout]);
  } catch (error) {
    // A function that throws or times out is 502 (documented).
    throw error instanceof FunctionError ? malformedResult(error) : error;
  } finally {
    clearTimeout(timer);
  }
}

function isStreamed(result: unknown): result is StreamedResult {
  return isObject(result) && result['body'] instanceof Readable;
}

function wellFormed<T>(result: T | string): T {
  if (typeof result === 'string') throw malformedResult(new Error(result));
  return result;
}

/** Status and headers; a function's response gets the trace, as no other integration's does (recorded). */
function head(exchange: Exchange, { status, headers }: ResponseHead) {
  const traced = overrideHeaders(headers, [['X-Amzn-Trace-Id', exchange.traceId]]);
  return { status, headers: responseHeadersFromIntegration(traced) };
}
