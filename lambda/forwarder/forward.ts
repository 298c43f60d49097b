import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { GATEWAY_REFUSALS } from '../authorizer/contract';
import { requestHeaders, responseHeaders, unsendableHeader } from './headers';
import type { CallNode } from './node-client';
import type { ReceivedRequest } from './proxy-event';
import { requestTarget, unsendableTarget } from './request-target';

/** Status and headers, sent before the streamed body. */
export interface ResponseMetadata {
  readonly statusCode: number;
  readonly multiValueHeaders: Readonly<Record<string, readonly string[]>>;
}

/** Everything that forwarding depends on besides the request. */
export interface ForwardPorts {
  readonly callNode: CallNode;
  /** Host header for the nodes, with the port unless it is 443. */
  readonly host: string;
  /** Starts the response and returns the stream for its body. */
  readonly begin: (metadata: ResponseMetadata) => Writable;
  /** Called with the reason when a node cannot be reached. */
  readonly onUnreachable: (error: Error, requestId: string) => void;
}

/**
 * Forwards one request to a UI node and streams the response as it arrives. Never retries: the node would refuse the
 * nonce of a repeated request.
 */
export async function forward(request: ReceivedRequest, ports: ForwardPorts): Promise<void> {
  const { callNode, host, begin, onUnreachable } = ports;
  const { method, extendedRequestId, body } = request;
  const headers = requestHeaders(request, host);
  const target = requestTarget(request.path, request.query);
  const remedy = unsendableTarget(target) ?? unsendableHeader(headers);
  if (remedy !== undefined) return refuse(begin, 'request_malformed', extendedRequestId, remedy);

  const response = await callNode({ method, target, headers, body }).catch((error: unknown) => {
    onUnreachable(error instanceof Error ? error : new Error(String(error)), extendedRequestId);
    return undefined;
  });
  if (!response) {
    return refuse(begin, 'ui_node_unreachable', extendedRequestId, GATEWAY_REFUSALS.ui_node_unreachable.remedy);
  }
  const metadata = { statusCode: response.statusCode ?? 502, multiValueHeaders: responseHeaders(response.rawHeaders) };
  await pipeline(response, begin(metadata));
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
