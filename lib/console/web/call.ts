import type { Failure } from '../contract';

/** A call that the server refused, or that did not reach it. */
export class CallError extends Error {
  override readonly name = 'CallError';

  constructor(readonly failure: Failure) {
    super(failure.message);
  }
}

const UNREACHABLE: Failure = {
  code: 'failed',
  message: 'The console does not answer. Has its terminal been closed? Start it again and open the new address.',
};

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
  for (let read = await reader?.read(); read && !read.done; read = await reader?.read()) {
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
    response = await fetch(path, init);
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw new CallError(UNREACHABLE);
  }
  if (response.ok) return response;
  const failure = (await response.json().catch(() => UNREACHABLE)) as Failure;
  throw new CallError(failure);
}
