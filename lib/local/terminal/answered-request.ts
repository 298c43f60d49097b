import { isObject } from '../../is-object';
import { headerValue, type OutgoingResponse } from '../http/http-message';

/** Summary of an answered request, for the live line and for tests. */
export interface AnsweredRequest {
  /** Time of arrival in epoch milliseconds. */
  readonly at: number;
  readonly resellerId: string;
  readonly method: string;
  readonly path: string;
  /** Present once the signature is verified. */
  readonly consumerKey?: string;
  readonly decision: 'allowed' | 'denied' | 'refused';
  /** The `code` in the answer, otherwise the type of the gateway response; absent if allowed. */
  readonly reason?: string;
  /** Cause of a missing answer of the UI node; the caller does not see it. */
  readonly cause?: string;
  readonly status: number;
  readonly answeredBy: 'gateway' | 'UI node';
  readonly latencyMs: number;
}

/** Summarizes an exchange from its `$context` variables and its response. */
export function toAnsweredRequest(
  resellerId: string,
  context: ReadonlyMap<string, string>,
  response: OutgoingResponse,
): AnsweredRequest {
  const consumerKey = context.get('authorizer.consumerKey');
  const cause = context.get('integration.error');
  return {
    at: Number(context.get('requestTimeEpoch')),
    resellerId,
    method: context.get('httpMethod') ?? '',
    path: context.get('path') ?? '',
    ...(consumerKey !== undefined && { consumerKey }),
    ...decisionOf(context, response),
    ...(cause !== undefined && { cause }),
    status: response.status,
    // The header proves that a node answered (platform documentation).
    answeredBy: headerValue(response.headers, 'x-apsbooster-response') === 'true' ? 'UI node' : 'gateway',
    latencyMs: Number(context.get('responseLatency')),
  };
}

function decisionOf(
  context: ReadonlyMap<string, string>,
  response: OutgoingResponse,
): Pick<AnsweredRequest, 'decision' | 'reason'> {
  const responseType = context.get('error.responseType');
  // Only the catch-all method has no authorizer.
  if (responseType === undefined && context.has('authorizer.reason')) return { decision: 'allowed' };
  const decision = responseType === 'ACCESS_DENIED' ? 'denied' : 'refused';
  const { body } = response;
  const reason = (Buffer.isBuffer(body) ? codeIn(body.toString('utf8')) : undefined) ?? responseType;
  return { decision, ...(reason !== undefined && { reason }) };
}

/** Code of an answer in the gateway's own form, `{"code", "message", "requestId"}`; `undefined` in any other. */
export function codeIn(body: string): string | undefined {
  try {
    const value: unknown = JSON.parse(body);
    const code = isObject(value) ? value['code'] : undefined;
    return typeof code === 'string' && code !== '' ? code : undefined;
  } catch {
    return undefined;
  }
}
