import { authorizer, reasonNotRun } from './authorize';
import type { ConformanceCase } from './case';
import { type Answer, send } from './send';
import { authorizationHeader } from './sign';
import type { NodeRequest, Target } from './target';

/** The result of a case: it held, it differed, or the target cannot run it. */
export type Observation =
  | { readonly outcome: 'held'; readonly answer: Answer }
  | { readonly outcome: 'differed'; readonly differences: readonly string[]; readonly answer: Answer }
  | { readonly outcome: 'not carried'; readonly why: string; readonly answer?: undefined };

/**
 * Runs one case against a target.
 *
 * @throws Error only if the target cannot be reached
 */
export async function runCase(target: Target, conformance: ConformanceCase): Promise<Observation> {
  const why = reasonNotRun(target, conformance);
  if (why !== undefined) return { outcome: 'not carried', why };

  const authorize = authorizer(target, conformance);
  let authorizations: readonly string[] = [];
  let answer: Answer | undefined;
  for (let round = 0; round < (conformance.repeat ?? 1); round++) {
    authorizations = await authorize();
    for (let time = 0; time < (conformance.times ?? 1); time++) {
      if (time > 0 && conformance.between) await target[conformance.between]?.();
      answer = await sendCase(target, conformance, authorizations);
      if (time === 0 && conformance.expect.code === 'nonce_used' && isRefusedUnclaimed(answer))
        return { outcome: 'not carried', why: `the request was refused the first time: ${String(codeOf(answer))}` };
    }
  }
  if (answer === undefined) throw new Error(`${conformance.id} sends nothing`);
  const differences = compare(target, conformance, answer, authorizations[0] ?? '');
  return differences.length === 0 ? { outcome: 'held', answer } : { outcome: 'differed', differences, answer };
}

/**
 * Tests whether the gateway refused a request before it claimed the nonce, so that the next one is not a replay. Only its
 * own refusals have a `requestId`, and those with 502 and 504 come after the authorizer.
 */
function isRefusedUnclaimed(answer: Answer): boolean {
  const { code, requestId } = bodyOf(answer);
  return typeof code === 'string' && typeof requestId === 'string' && answer.status !== 502 && answer.status !== 504;
}

function sendCase(target: Target, conformance: ConformanceCase, authorizations: readonly string[]): Promise<Answer> {
  const { method = 'GET', headers, body, sign = {} } = conformance;
  return send(target, {
    method,
    target: conformance.target,
    headers: { ...headers, ...authorizationHeader(authorizations, sign) },
    ...(body === undefined ? {} : { body }),
  });
}

function compare(target: Target, { expect }: ConformanceCase, answer: Answer, authorization: string): string[] {
  const differences: string[] = [];
  const differ = (what: string, got: unknown, expected: unknown) =>
    differences.push(`${what}: got ${JSON.stringify(got)}, expected ${String(expected)}`);

  if (answer.status !== expect.status) differ('status', answer.status, expect.status);
  // The code and the challenge are the gateway responses' to carry; without those only the status can be judged.
  if (target.lacks.gatewayResponses === undefined) {
    if (expect.code !== undefined && codeOf(answer) !== expect.code) differ('code', codeOf(answer), expect.code);
    const challenge = challengeOf(answer);
    if (expect.problem !== undefined && !challenge.includes(`oauth_problem="${expect.problem}"`))
      differ('challenge', challenge, expect.problem);
    if (expect.error !== undefined && !bearerError(expect.error).test(challenge))
      differ('challenge', challenge, `Bearer with error ${expect.error}`);
  }
  for (const [name, expected] of Object.entries(expect.headers ?? {})) {
    const got = answer.headers[name] === undefined ? null : String(answer.headers[name]);
    if (!matches(got, expected)) differ(`header ${name}`, got, expected);
  }
  if (expect.node && target.lastNodeRequest)
    compareNode(target, expect.node, target.lastNodeRequest(), authorization, differ);
  return differences;
}

function compareNode(
  target: Target,
  expected: NonNullable<ConformanceCase['expect']['node']>,
  got: NodeRequest | undefined,
  authorization: string,
  differ: (what: string, got: unknown, expected: unknown) => void,
): void {
  const fill = (text: string) =>
    text.replace('{host}', new URL(target.origin).host).replace('{authorization}', authorization);
  if (expected.target !== undefined && got?.target !== expected.target)
    differ('node target', got?.target, expected.target);
  for (const [name, value] of Object.entries(expected.headers ?? {})) {
    const wanted = value === null ? null : fill(value);
    if ((got?.headers[name] ?? null) !== wanted) differ(`node header ${name}`, got?.headers[name] ?? null, wanted);
  }
  const { never } = expected;
  if (never !== undefined && JSON.stringify(got?.headers).includes(never))
    differ('node headers', got?.headers, `none with ${never}`);
}

function matches(got: string | null, expected: string | RegExp | null): boolean {
  return expected instanceof RegExp ? got !== null && expected.test(got) : got === expected;
}

/** `code` of a JSON body; `undefined` when there is none. */
export function codeOf(answer: Answer): unknown {
  return bodyOf(answer).code;
}

/** `message` of a JSON body; `undefined` when there is none. */
export function messageOf(answer: Answer): unknown {
  return bodyOf(answer).message;
}

function bodyOf({ body }: Answer): {
  readonly code?: unknown;
  readonly message?: unknown;
  readonly requestId?: unknown;
} {
  try {
    return (JSON.parse(body) ?? {}) as object;
  } catch {
    return {};
  }
}

/** Matches a Bearer challenge with an error; OAuth's may come before or after it. */
function bearerError(error: string): RegExp {
  return new RegExp(`(?:^|, )Bearer realm="[^"]+", error="${error}", error_description="[^"]+"(?:, OAuth |$)`);
}

function challengeOf({ headers }: Answer): string {
  return String(headers['www-authenticate'] ?? headers['x-amzn-remapped-www-authenticate'] ?? '');
}
