import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { OnboardingError } from '../../onboarding/errors';
import type { Failure, SignedIn } from '../contract';
import { type ApiAnswer, type ApiRoute, findRoute } from './api';
import { failureOf, STATUS } from './failure';
import { cookieName, equal, type Guarded } from './guard';
import { readJson } from './read-json';

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

/** Exchanges the token of the printed address for the two secrets of a browser that is signed in. */
export async function signIn(request: IncomingMessage, response: ServerResponse, guarded: Guarded): Promise<void> {
  try {
    const { token } = ((await readJson(request)) ?? {}) as { readonly token?: unknown };
    if (typeof token !== 'string' || !equal(token, guarded.token))
      return sendFailure(response, {
        code: 'signedOut',
        message: 'This address is of a console that has ended. Open the address that the terminal printed last.',
      });
    response.setHeader('Set-Cookie', `${cookieName(guarded)}=${guarded.cookie}; Path=/; HttpOnly; SameSite=Strict`);
    const answer: SignedIn = { key: guarded.key };
    await send(response, { value: answer }, new AbortController().signal);
  } catch (error) {
    fail(response, failureOf(error));
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
