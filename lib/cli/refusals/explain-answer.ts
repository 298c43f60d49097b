import { DENY_REFUSALS, GATEWAY_REFUSALS, type Refusal } from '../../../lambda/authorizer/contract';
import { type CodedRefusal, refusalInAnswer } from '../../verify/refusal-in-answer';
import type { CallResponse } from '../send-signed';

/** Cause of a plain 403 from API Gateway's edge, which answers before it knows an API and its gateway responses. */
const EDGE_FORBIDDEN = "the path does not begin with /aps, or the domain is not this gateway's";

/** Meaning of a refusal with an empty code: the resource policy refused it, and the authorizer was not asked. */
const POLICY_FORBIDS =
  "the gateway's resource policy does not allow this address or VPC endpoint; nothing else was looked at. Call from an allowed address or through an allowed VPC endpoint, or ask the provider to add this one";

/** Facts about the request and its reader. */
export interface ExplainOptions {
  /** The reader has seen the body, so that its message need not be repeated. */
  readonly seen: boolean;
  /** The request had a bearer token instead of a signature. */
  readonly sendsToken: boolean;
}

/** Explains a refusal in one line: who refused, and what to do. Returns `undefined` for any other response. */
export function explainAnswer(answer: CallResponse, { seen, sendsToken }: ExplainOptions): string | undefined {
  const { status, statusText, headers, body: bytes } = answer;
  if (status < 400) return undefined;
  const body = membersOf(bytes);
  const challenge = headers.find(([name]) => name.toLowerCase() === 'www-authenticate')?.[1] ?? '';
  const [, problem] = /oauth_problem="([a-z_]+)"/.exec(challenge) ?? [];
  const own = textOf(body.message);
  const refusal = refusalInAnswer(textOf(body.code) ?? codeOfProblem(problem), {
    message: own,
    scheme: sendsToken ? 'bearer' : 'oauth1',
  });
  if (refusal) {
    // The response's own message may be more precise than the meaning of its code.
    return own !== undefined && seen ? `refused: ${refusal.code}: ${refusal.remedy}` : refused(refusal, own);
  }
  const edge = ofTheEdge(status, body.message);
  if (edge) return refused(edge);
  if (problem !== undefined) return `refused: ${problem}`;
  if (status === 401 && body.code === '') return `refused: ${POLICY_FORBIDS}`;
  if (status === 403 && body.message === 'Forbidden') return `refused by API Gateway: ${EDGE_FORBIDDEN}`;
  // Nothing says who refused, as in every response to HEAD. The platform may challenge for a token as the gateway does.
  if (bytes.length === 0 && (challenge === '' || sendsToken)) return `refused: HTTP ${status} ${statusText}`.trimEnd();
  const message = textOf(body.message);
  const reason = message === undefined || seen ? `HTTP ${status} ${statusText}`.trimEnd() : message;
  return `refused by the platform, not by the gateway: ${reason}`;
}

function refused({ code, message, remedy }: CodedRefusal, own = message): string {
  return `refused: ${code}: ${own.includes(remedy) ? own : `${own} ${remedy}`}`;
}

/** The first refusal with this oauth_problem, for responses without a code. */
function codeOfProblem(wanted: string | undefined): string | undefined {
  return Object.entries<Refusal & { readonly problem?: string }>(DENY_REFUSALS).find(
    ([, { problem }]) => problem !== undefined && problem === wanted,
  )?.[0];
}

/** The edge also refuses a body over API Gateway's own limit, without a gateway response. */
function ofTheEdge(status: number, message: unknown): CodedRefusal | undefined {
  if (status !== GATEWAY_REFUSALS.payload_too_large.status || message !== 'Request Too Long') return undefined;
  return { code: 'payload_too_large', ...GATEWAY_REFUSALS.payload_too_large };
}

function membersOf(bytes: Buffer): { readonly code?: unknown; readonly message?: unknown } {
  try {
    const value: unknown = JSON.parse(bytes.toString());
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
