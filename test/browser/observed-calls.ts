import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';

/** A request as the console's server got it. */
export interface ObservedCall {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
}

/** Node publishes each request that a server of this process gets. */
const STARTED = 'http.server.request.start';

/** Observes the requests to one port of this process while something is done. */
export async function observe(port: number, act: () => Promise<void>): Promise<readonly ObservedCall[]> {
  const calls: ObservedCall[] = [];
  const started = (message: unknown) => {
    const { method = '', url = '', headers, socket } = (message as { readonly request: IncomingMessage }).request;
    if (socket.localPort === port) calls.push({ method, path: url, headers });
  };
  subscribe(STARTED, started);
  try {
    await act();
  } finally {
    unsubscribe(STARTED, started);
  }
  return calls;
}
