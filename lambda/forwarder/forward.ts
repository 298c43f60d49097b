/** One request: the event in, the node's answer out as it arrives. */
import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { GATEWAY_REFUSALS } from '../authorizer/contract';
import { type Headers, requestHeaders, responseHeaders, unsendableHeader } from './headers';
import type { CallNode } from './node-client';
import { type Query, requestTarget, unsendableTarget } from './request-target';

/** What the forwarder reads of a Lambda proxy event (REST API). */
export interface ProxyEvent {
  readonly httpMethod: string;
  readonly multiValueHeaders: Headers | null;
  readonly multiValueQueryStringParameters: Query | null;
  readonly body: string | null;
  readonly isBase64Encoded: boolean;
  readonly requestContext: { readonly path: string; readonly domainName: string; readonly extendedRequestId: string };
}

/** Status and headers that go before the streamed body. */
export interface AnswerMetadata {
  readonly statusCode: number;
  readonly multiValueHeaders: Readonly<Record<string, readonly string[]>>;
}

export interface ForwardPorts {
  readonly callNode: CallNode;
  /** What the nodes are called by name, with a port where it is not 443. */
  readonly host: string;
  /** Begins the answer; gives what its body is written to. */
  readonly begin: (metadata: AnswerMetadata) => Writable;
  /** Told why a node could not be reached. */
  readonly onUnreachable: (error: Error, requestId: string) => void;
}

/** Forwards; never repeats a request, because its nonce is good for one. */
export async function forward(
  event: ProxyEvent,
  { callNode, host, begin, onUnreachable }: ForwardPorts,
): Promise<void> {
  const { path, domainName, extendedRequestId } = event.requestContext;
  const body = Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8');
  const headers = requestHeaders(event.multiValueHeaders ?? {}, host, domainName, body.length);
  const target = requestTarget(path, event.multiValueQueryStringParameters ?? {});
  const remedy = unsendableTarget(target) ?? unsendableHeader(headers);
  if (remedy !== undefined) return refuse(begin, 'request_malformed', extendedRequestId, remedy);

  const answer = await callNode({ method: event.httpMethod, target, headers, body }).catch((error: unknown) => {
    onUnreachable(error instanceof Error ? error : new Error(String(error)), extendedRequestId);
    return undefined;
  });
  if (!answer) {
    return refuse(begin, 'ui_node_unreachable', extendedRequestId, GATEWAY_REFUSALS.ui_node_unreachable.remedy);
  }
  const metadata = { statusCode: answer.statusCode ?? 502, multiValueHeaders: responseHeaders(answer.rawHeaders) };
  await pipeline(answer, begin(metadata));
}

async function refuse(
  begin: ForwardPorts['begin'],
  code: 'request_malformed' | 'ui_node_unreachable',
  requestId: string,
  remedy: string,
): Promise<void> {
  const { status, message } = GATEWAY_REFUSALS[code];
  const stream = begin({ statusCode: status, multiValueHeaders: { 'Content-Type': ['application/json'] } });
  const text = JSON.stringify({ code, message: `${message} ${remedy}`, requestId });
  await new Promise<void>((resolve) => stream.end(text, resolve));
}
