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
