import { headerValue, type OutgoingResponse } from '../http/http-message';

/** What the live line, and a test, is told of each answered request. */
export interface AnsweredRequest {
  /** Epoch milliseconds of its arrival. */
  readonly at: number;
  readonly resellerId: string;
  readonly method: string;
  readonly path: string;
  /** Only once the signature is proved. */
  readonly consumerKey?: string;
  readonly decision: 'allowed' | 'denied' | 'refused';
  /** The `code` that the caller was told, else the gateway's response type; absent when allowed. */
  readonly reason?: string;
  readonly status: number;
  readonly answeredBy: 'gateway' | 'UI node';
  readonly milliseconds: number;
}

/** Sums an exchange up from its `$context` variables and its answer. */
export function toAnsweredRequest(
  resellerId: string,
  context: ReadonlyMap<string, string>,
  response: OutgoingResponse,
): AnsweredRequest {
  const consumerKey = context.get('authorizer.consumerKey');
  return {
    at: Number(context.get('requestTimeEpoch')),
    resellerId,
    method: context.get('httpMethod') ?? '',
    path: context.get('path') ?? '',
    ...(consumerKey !== undefined && { consumerKey }),
    ...decisionOf(context, response),
    status: response.status,
    // The proof that a node answered (platform documentation).
    answeredBy: headerValue(response.headers, 'x-apsbooster-response') === 'true' ? 'UI node' : 'gateway',
    milliseconds: Number(context.get('responseLatency')),
  };
}

function decisionOf(
  context: ReadonlyMap<string, string>,
  response: OutgoingResponse,
): Pick<AnsweredRequest, 'decision' | 'reason'> {
  const responseType = context.get('error.responseType');
  // Without an authorizer only the catch-all answers.
  if (responseType === undefined && context.has('authorizer.reason')) return { decision: 'allowed' };
  const decision = responseType === 'ACCESS_DENIED' ? 'denied' : 'refused';
  const reason = codeIn(response) ?? responseType;
  return { decision, ...(reason !== undefined && { reason }) };
}

/** The code of an answer in the gateway's own form, `{"code", "message", "requestId"}`. */
function codeIn({ body }: OutgoingResponse): string | undefined {
  if (!Buffer.isBuffer(body)) return undefined;
  try {
    const { code } = JSON.parse(body.toString('utf8')) as { readonly code?: unknown };
    return typeof code === 'string' && code !== '' ? code : undefined;
  } catch {
    return undefined;
  }
}
