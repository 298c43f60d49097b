import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { OnboardingError } from '../../onboarding/errors';
import type { Failure } from '../contract';
import { type ApiAnswer, type ApiRoute, findRoute } from './api';

/** No action needs more; secrets and rules are short. */
const MAX_BODY_BYTES = 64 * 1024;

const STATUS: Readonly<Record<Failure['code'], number>> = {
  failed: 502,
  usage: 400,
  notFound: 404,
  conflict: 409,
  readOnly: 403,
  signedOut: 401,
};

/** Answers a call that the guard let pass. */
export async function answerCall(
  request: IncomingMessage,
  response: ServerResponse,
  { routes, readOnly }: { readonly routes: readonly ApiRoute[]; readonly readOnly: boolean },
): Promise<void> {
  const gone = new AbortController();
  response.on('close', () => gone.abort());
  try {
    const { pathname, searchParams: query } = new URL(request.url ?? '/', 'http://localhost');
    const found = findRoute(routes, request.method ?? '', pathname);
    if (!found) throw new OnboardingError('notFound', `The console has no ${request.method ?? ''} ${pathname}.`);
    const { route, params } = found;
    if (route.changes && readOnly)
      return sendFailure(response, {
        code: 'readOnly',
        message: 'This console was started with --read-only. Start it without, or use the command that is shown.',
      });
    const body = route.method === 'POST' ? await readJson(request) : undefined;
    await send(response, await route.answer({ params, query, body, gone: gone.signal }), gone.signal);
  } catch (error) {
    if (!gone.signal.aborted) fail(response, failureOf(error));
  }
}

/** Sends a failure as JSON. */
export function sendFailure(response: ServerResponse, failure: Failure): void {
  response.writeHead(STATUS[failure.code], { 'Content-Type': 'application/json' }).end(JSON.stringify(failure));
}

async function send(response: ServerResponse, answer: ApiAnswer, gone: AbortSignal): Promise<void> {
  if ('value' in answer) {
    response.setHeader('Content-Type', 'application/json');
    response.end(JSON.stringify(answer.value));
    return;
  }
  response.setHeader('Content-Type', 'application/x-ndjson');
  response.flushHeaders();
  for await (const line of answer.lines) {
    if (gone.aborted) return;
    if (!response.write(`${JSON.stringify(line)}\n`))
      await Promise.race([once(response, 'drain'), once(gone, 'abort')]);
  }
  response.end();
}

/** After the first line, the failure is the last line: `{"failure": …}`. */
function fail(response: ServerResponse, failure: Failure): void {
  if (response.headersSent) response.end(`${JSON.stringify({ failure })}\n`);
  else sendFailure(response, failure);
}

/** Other errors come from this program or a library, and may hold anything: only their kind is shown. */
function failureOf(error: unknown): Failure {
  if (error instanceof OnboardingError) return { code: error.code, message: error.message };
  const name = error instanceof Error ? error.name : typeof error;
  return { code: 'failed', message: `The console failed (${name}). The command that is shown may say more.` };
}

/** @throws OnboardingError `usage` for a body that is too large or not JSON */
async function readJson(request: IncomingMessage): Promise<unknown> {
  if (!/^application\/json\b/.test(request.headers['content-type'] ?? ''))
    throw new OnboardingError('usage', 'The Content-Type of a call is application/json.');
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) throw new OnboardingError('usage', `A call has at most ${MAX_BODY_BYTES / 1024} KB.`);
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8')) as unknown;
  } catch {
    // Without the parser's message: it quotes the body, which may hold a secret.
    throw new OnboardingError('usage', 'The body of the call is not JSON.');
  }
}
