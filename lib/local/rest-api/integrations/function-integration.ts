import { Readable } from 'node:stream';

import type { FunctionIntegration, RestApiModel } from '../../template/rest-api-model';
import { isObject } from '../../../is-object';
import { FunctionError, type Invoke, type StreamedResult } from '../../function/invoke';
import { eventRequest } from '../authorizer/authorizer-event';
import type { Exchange, RoutedRequest } from '../exchange';
import type { HeaderList, OutgoingResponse } from '../../http/http-message';
import { responseHeadersFromIntegration } from './header-rules';
import { Rejection } from '../rejection';

/** Answers a request from an AWS_PROXY integration, buffered or streamed. Throws a {@link Rejection} when it fails. */
export async function answerFromFunction(
  exchange: Exchange,
  route: RoutedRequest,
  integration: FunctionIntegration,
  api: RestApiModel,
  invoke: Invoke,
): Promise<OutgoingResponse> {
  const answer = await callFunction(integration, invoke, proxyEvent(exchange, route, api));
  if (isStreamed(answer)) return toResponse(answer.metadata, answer.body);
  const body = readBody(answer);
  if (body === undefined) throw new Rejection('API_CONFIGURATION_ERROR', 'Internal server error');
  return toResponse(answer, body);
}

/** The Lambda proxy event: empty maps are null here (recorded), the body is text unless declared binary (documented). */
function proxyEvent(exchange: Exchange, route: RoutedRequest, api: RestApiModel): Readonly<Record<string, unknown>> {
  const request = eventRequest(exchange, route, api);
  const binary = api.binaryMediaTypes.includes('*/*');
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
      integration.timeoutMilliseconds,
    );
  });
  try {
    return await Promise.race([invoke(integration.functionArn, event), timeout]);
  } catch (error) {
    if (!(error instanceof FunctionError)) throw error;
    // A function that throws or times out is 502 "Internal server error" (documented).
    throw new Rejection('INTEGRATION_FAILURE', 'Internal server error', { cause: error });
  } finally {
    clearTimeout(timer);
  }
}

function isStreamed(answer: unknown): answer is StreamedResult {
  return isObject(answer) && answer['body'] instanceof Readable;
}

function readBody(answer: unknown): Buffer | undefined {
  if (!isObject(answer) || !Number.isInteger(Number(answer['statusCode']))) return undefined;
  const { body = '', isBase64Encoded } = answer;
  if (typeof body !== 'string') return undefined;
  return Buffer.from(body, isBase64Encoded === true ? 'base64' : 'utf8');
}

function toResponse(metadata: unknown, body: Buffer | Readable): OutgoingResponse {
  const { statusCode = 200, headers = {}, multiValueHeaders = {}, cookies = [] } = isObject(metadata) ? metadata : {};
  const single = Object.entries(headers as Record<string, unknown>).map(
    ([name, value]) => [name, String(value)] as const,
  );
  const multi = Object.entries(multiValueHeaders as Record<string, readonly unknown[]>).flatMap(
    ([name, values]): HeaderList => values.map((value) => [name, String(value)] as const),
  );
  const repeated = new Set(multi.map(([name]) => name.toLowerCase()));
  const set = (cookies as readonly unknown[]).map((cookie) => ['Set-Cookie', String(cookie)] as const);
  const all = [...single.filter(([name]) => !repeated.has(name.toLowerCase())), ...multi, ...set];
  return { status: Number(statusCode), headers: responseHeadersFromIntegration(all), body };
}
