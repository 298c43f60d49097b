import type { IncomingMessage } from 'node:http';
import { Agent, request } from 'node:https';

/** Address and time-outs of the UI nodes. */
export interface NodeClientOptions {
  /** HTTPS origin of the UI cluster. */
  readonly brandEndpoint: string;
  /** Host to connect to instead. The certificate is still checked against the brand endpoint's host. */
  readonly connectHost?: string | undefined;
  /** Time within which a node must start its response, and the longest pause between two parts of it. */
  readonly timeoutMs: number;
  /** Returns the current time in epoch milliseconds. */
  readonly clock: () => number;
}

/** One request for a UI node. */
export interface NodeRequest {
  readonly method: string;
  readonly target: string;
  readonly headers: Record<string, string | string[]>;
  readonly body: Buffer;
}

/** Resolves once the response headers have arrived; rejects when the node cannot be reached or is too slow. */
export type CallNode = (call: NodeRequest) => Promise<IncomingMessage>;

/** While a function instance is frozen, the other end may close its connections: older idle ones are not reused. */
const MAX_IDLE_MS = 4000;

/** Makes a client that calls UI nodes over HTTPS and keeps connections between requests. */
export function nodeClient({ brandEndpoint, connectHost, timeoutMs, clock }: NodeClientOptions): CallNode {
  const { hostname, port } = new URL(brandEndpoint);
  const agent = new Agent({ keepAlive: true });
  let lastUsed = clock();
  return ({ method, target, headers, body }) => {
    if (clock() - lastUsed > MAX_IDLE_MS) dropIdle(agent);
    return new Promise((resolve, reject) => {
      const options = {
        agent,
        host: connectHost ?? hostname,
        servername: hostname,
        port: port || 443,
        method,
        path: target,
        headers,
        timeout: timeoutMs,
      };
      const call = request(options, (response) => {
        lastUsed = clock();
        clearTimeout(deadline);
        resolve(response);
      });
      const tooSlow = () => call.destroy(new Error(`The UI node did not answer in ${timeoutMs} ms`));
      // The socket's own time limit restarts with every byte of the request; this one does not.
      const deadline = setTimeout(tooSlow, timeoutMs);
      call.on('timeout', tooSlow);
      call.on('error', reject);
      // Covers endings without an error: after an unexpected 101 Node.js closes the connection silently.
      call.on('close', () => {
        clearTimeout(deadline);
        reject(new Error('The UI node closed the connection without an answer'));
      });
      call.end(body);
    });
  };
}

function dropIdle(agent: Agent): void {
  for (const sockets of Object.values(agent.freeSockets)) for (const socket of sockets ?? []) socket.destroy();
}
