import { Agent } from 'node:https';
import type { Duplex } from 'node:stream';
import { connect, type TLSSocket } from 'node:tls';

type CreateConnection = Agent['createConnection'];

/**
 * An agent that opens its first connection before anybody asks for it, so that the handshake runs while the function
 * instance starts. It does not keep the process alive; when it fails, or is not to where a request goes, the request
 * opens its own.
 */
export class ConnectionAheadAgent extends Agent {
  readonly #endpoint: URL;
  #ahead: TLSSocket | undefined;

  /** @param endpoint where the first connection goes; only `https:` is opened ahead */
  constructor(endpoint: URL) {
    super({ keepAlive: true });
    this.#endpoint = endpoint;
    if (endpoint.protocol === 'https:') this.#open();
  }

  #open(): void {
    const { hostname, port } = this.#endpoint;
    const forget = (): void => void (this.#ahead = undefined);
    this.#ahead = connect({ host: hostname, port: Number(port || 443), servername: hostname });
    this.#ahead.unref().on('error', forget).on('close', forget);
  }

  override createConnection(...args: Parameters<CreateConnection>): Duplex | null | undefined {
    const [{ host, port }] = args;
    const ahead = this.#ahead;
    if (!ahead || host !== this.#endpoint.hostname || Number(port) !== Number(this.#endpoint.port || 443)) {
      return super.createConnection(...args);
    }
    this.#ahead = undefined;
    return ahead.ref();
  }
}
