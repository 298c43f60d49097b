/** What the live line, and a test, is told of each answered request. */
export interface AnsweredRequest {
  readonly resellerId: string;
  readonly method: string;
  readonly path: string;
  /** Only once the signature is proved. */
  readonly consumerKey?: string;
  readonly decision: 'allowed' | 'denied' | 'refused';
  /** Deny reason of the authorizer, or the gateway's response type; absent when allowed. */
  readonly reason?: string;
  readonly status: number;
  readonly milliseconds: number;
}

/** Sums an exchange up from its `$context` variables. */
export function toAnsweredRequest(resellerId: string, context: ReadonlyMap<string, string>): AnsweredRequest {
  const denied = context.get('authorizer.reason');
  const refused = context.get('error.responseType');
  const consumerKey = context.get('authorizer.consumerKey');
  return {
    resellerId,
    method: context.get('httpMethod') ?? '',
    path: context.get('path') ?? '',
    ...(consumerKey !== undefined && { consumerKey }),
    ...decisionOf(denied, refused),
    status: Number(context.get('status')),
    milliseconds: Number(context.get('responseLatency')),
  };
}

function decisionOf(
  denied: string | undefined,
  refused: string | undefined,
): Pick<AnsweredRequest, 'decision' | 'reason'> {
  if (refused === 'ACCESS_DENIED') return { decision: 'denied', reason: denied ?? refused };
  if (refused !== undefined) return { decision: 'refused', reason: refused };
  // Without an authorizer only the catch-all answers.
  return denied === undefined ? { decision: 'refused', reason: 'route_unknown' } : { decision: 'allowed' };
}
