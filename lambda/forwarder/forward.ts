import { type Answer, refusal } from './answer';
import { requestHeaders, responseHeaders, unsendableHeader } from './headers';
import type { NodeOfRoute } from './node-of-route';
import type { ReceivedRequest } from './proxy-event';
import { requestTarget, unsendableTarget } from './request-target';

/** Called with the reason and the request ID when an answer of a node cannot be passed on, or not to its end. */
export type OnFailed = (
  code: 'ui_node_unreachable' | 'answer_broken_off' | AnswerProblem,
  error: Error,
  requestId: string,
) => void;

/** Defect of an answer that a buffered function cannot return. */
export type AnswerProblem = 'answer_too_large' | 'answer_not_text';

/** Everything that forwarding depends on, except the request. */
export interface ForwardPorts {
  readonly nodeOf: NodeOfRoute;
  /** True if the answer is streamed, so that a node may compress it. */
  readonly streamed: boolean;
  readonly onFailed: OnFailed;
}

/**
 * Forwards one request to a UI node and returns its answer as soon as the headers have arrived. Never retries: the node
 * would refuse the nonce of a repeated request.
 */
export async function forward(request: ReceivedRequest, ports: ForwardPorts): Promise<Answer> {
  const { nodeOf, streamed, onFailed } = ports;
  const { method, resource, extendedRequestId, domainName, body } = request;
  const { callNode, host } = nodeOf(resource);
  const headers = requestHeaders(request, { host, streamed });
  const target = requestTarget(request.path, request.query);
  const remedy = unsendableTarget(target) ?? unsendableHeader(headers);
  if (remedy !== undefined) return refusal('request_malformed', extendedRequestId, remedy);

  try {
    const response = await callNode({ method, target, headers, body });
    return {
      statusCode: response.statusCode ?? 502,
      multiValueHeaders: responseHeaders(response.rawHeaders, { nodeHost: host, gatewayHost: domainName }),
      body: response,
    };
  } catch (error) {
    onFailed('ui_node_unreachable', asError(error), extendedRequestId);
    return refusal('ui_node_unreachable', extendedRequestId);
  }
}

/** Returns what was thrown as an error. */
export function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}
