import { Agent as HttpAgent, type Agent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { isIP } from 'node:net';
import type { Duplex } from 'node:stream';
import { connect, type TLSSocket } from 'node:tls';

/** Makes the keep-alive agent of an endpoint; over https it opens the first connection now. */
export function connectionPool(endpoint: URL): Agent {
  return endpoint.protocol === 'https:' ? new ConnectionAheadAgent(endpoint) : new HttpAgent({ keepAlive: true });
}

/** Closes the connections that wait for a request: after a freeze of the function all of them may be dead. */
export function closeIdleConnections(pool: Agent): void {
  for (const sockets of Object.values(pool.freeSockets)) {
    for (const socket of sockets ?? []) socket.destroy();
  }
}

type CreateConnection = HttpsAgent['createConnection'];

/**
 * An https agent that opens its first connection before a request needs it, so that the handshake runs while the
 * function instance starts. That connection does not keep the process alive; if it fails, or a request goes to another
 * host, the request opens its own.
 */
class ConnectionAheadAgent extends HttpsAgent {
  private ahead: TLSSocket | undefined;

  constructor(private readonly endpoint: URL) {
    // Stated, so that no environment variable of the process can turn it off.
    super({ keepAlive: true, rejectUnauthorized: true });
    const { hostname, port } = endpoint;
    const forget = (): void => void (this.ahead = undefined);
    this.ahead = connect({
      host: hostname,
      port: Number(port || 443),
      rejectUnauthorized: true,
      ...(isIP(hostname) ? {} : { servername: hostname }),
    });
    this.ahead.unref().on('error', forget).on('close', forget);
  }

  override createConnection(...args: Parameters<CreateConnection>): Duplex | null | undefined {
    const [{ host, port }] = args;
    const { ahead, endpoint } = this;
    if (!ahead || host !== endpoint.hostname || Number(port) !== Number(endpoint.port || 443)) {
      return super.createConnection(...args);
    }
    this.ahead = undefined;
    return ahead.ref();
  }
}
