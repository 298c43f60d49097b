import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';

interface Echo {
  readonly echo: (request: {
    readonly method: string;
    readonly target: string;
    readonly headers: unknown;
  }) => Promise<{ readonly status: number; readonly headers: Record<string, string>; readonly body: string }>;
}

/** Serves the scratch node of a first deploy on 127.0.0.1, without the function around it. */
export async function startEchoServer(tls: { readonly key: string; readonly cert: string }) {
  const { echo } = require('../live/first-deploy/echo-node.cjs') as Echo;
  const server = createServer(tls, (request, response) => {
    const { method = 'GET', url = '/', headers } = request;
    request.resume();
    void echo({ method, target: url, headers }).then((answer) =>
      response.writeHead(answer.status, answer.headers).end(answer.body),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { port: (server.address() as AddressInfo).port, close };
}
