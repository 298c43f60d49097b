import { type Failure, KEY_HEADER, type SignedIn } from '../contract';

const STORED_KEY = 'console-key';

/** A call that the server refused, or that did not reach it. */
export class CallError extends Error {
  override readonly name: string = 'CallError';

  constructor(readonly failure: Failure) {
    super(failure.message);
  }
}

/** The connection to the console's server failed. */
export class ConnectionError extends CallError {
  override readonly name = 'ConnectionError';
}

const UNREACHABLE: Failure = {
  code: 'failed',
  message: 'The console does not answer. Has its terminal been closed? Start it again and open the new address.',
};

const BROKEN_OFF: Failure = {
  code: 'failed',
  message: 'The console broke off. Has its terminal been closed? Start it again and open the new address.',
};

/**
 * Signs this browser in with the token in the address that the terminal printed, and takes it out of the address. The
 * key is kept for all tabs of this origin; an older one stays if the token is wrong.
 */
export async function signIn(): Promise<void> {
  const [, token] = TOKEN.exec(location.hash) ?? [];
  if (token === undefined) return;
  history.replaceState(null, '', location.pathname + location.search);
  const { key } = await post<SignedIn>('/api/sign-in', { token });
  localStorage.setItem(STORED_KEY, key);
}

const TOKEN = /^#token=(\w+)$/;

/** Reads from the API. @throws CallError */
export async function get<T>(path: string, signal?: AbortSignal): Promise<T> {
  const response = await send(path, { ...(signal && { signal }) });
  return (await response.json()) as T;
}

/** Sends JSON to the API. @throws CallError */
export async function post<T>(path: string, body: unknown): Promise<T> {
  const response = await send(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  return (await response.json()) as T;
}

/** Reads lines of JSON as they come, until the server ends or the signal aborts. @throws CallError */
export async function* lines<T>(path: string, signal: AbortSignal): AsyncGenerator<T> {
  const response = await send(path, { signal });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  const next = () =>
    reader?.read().catch((error: unknown) => {
      throw signal.aborted ? error : new ConnectionError(BROKEN_OFF);
    });
  for (let read = await next(); read && !read.done; read = await next()) {
    const parts = (rest + read.value).split('\n');
    rest = parts.pop() ?? '';
    for (const part of parts) {
      const line: unknown = JSON.parse(part);
      const { failure } = line as { readonly failure?: Failure };
      if (failure) throw new CallError(failure);
      yield line as T;
    }
  }
}

async function send(path: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    const headers = new Headers(init.headers);
    headers.set(KEY_HEADER, localStorage.getItem(STORED_KEY) ?? '');
    response = await fetch(path, { ...init, headers });
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw new ConnectionError(UNREACHABLE);
  }
  if (response.ok) return response;
  const failure = (await response.json().catch(() => UNREACHABLE)) as Failure;
  throw new CallError(failure);
}
