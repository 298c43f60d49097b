/** Calls UI nodes over HTTPS, with connections that outlive a request. */
import { type IncomingMessage } from 'node:http';
import { Agent, request } from 'node:https';

export interface NodeClientOptions {
  /** HTTPS origin of the UI cluster. */
  readonly brandEndpoint: string;
  /** Host to dial in its place. */
  readonly connectHost?: string | undefined;
  /** Until the node has to begin its answer, and between two parts of it. */
  readonly timeoutMilliseconds: number;
  /** Epoch milliseconds. */
  readonly clock: () => number;
}

export interface NodeRequest {
  readonly method: string;
  readonly target: string;
  readonly headers: Record<string, string | string[]>;
  readonly body: Buffer;
}

/** A function instance may sleep between requests: a connection that was idle longer may be closed at the other end. */
const IDLE_MILLISECONDS = 4000;

/** Resolves with the answer once its headers are there; rejects when the node cannot be reached or is too slow. */
export type CallNode = (call: NodeRequest) => Promise<IncomingMessage>;

export function nodeClient({ brandEndpoint, connectHost, timeoutMilliseconds, clock }: NodeClientOptions): CallNode {
  const { hostname, port } = new URL(brandEndpoint);
  const agent = new Agent({ keepAlive: true });
  let lastUsed = clock();
  return ({ method, target, headers, body }) => {
    if (clock() - lastUsed > IDLE_MILLISECONDS) dropIdle(agent);
    return new Promise((resolve, reject) => {
      const options = {
        agent,
        host: connectHost ?? hostname,
        servername: hostname,
        port: port || 443,
        method,
        path: target,
        headers,
        timeout: timeoutMilliseconds,
      };
      const call = request(options, (answer) => {
        lastUsed = clock();
        clearTimeout(deadline);
        resolve(answer);
      });
      const tooSlow = () => call.destroy(new Error(`The UI node did not answer in ${timeoutMilliseconds} ms`));
      // The socket's time limit starts anew with every byte of the request; this one does not.
      const deadline = setTimeout(tooSlow, timeoutMilliseconds);
      call.on('timeout', tooSlow);
      call.on('error', reject);
      // Also where nothing else tells: of a 101 that nobody asked for, Node.js closes the connection in silence.
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
