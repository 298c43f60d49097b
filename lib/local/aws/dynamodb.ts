import { Readable } from 'node:stream';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import dynalite from 'dynalite';

/** DynamoDB in memory: dynalite on the stand-ins' endpoint, without a port of its own. */
export class DynamoDbStandIn {
  private readonly server: Server = dynalite({ createTableMs: 0, deleteTableMs: 0 });

  /** Answers a request whose body has been read. */
  async handle(request: IncomingMessage, body: Buffer, response: ServerResponse): Promise<void> {
    const replayed = Object.assign(Readable.from([body]), {
      method: request.method,
      url: request.url,
      headers: request.headers,
    });
    const answered = new Promise<void>((resolve) => response.once('close', resolve));
    this.server.emit('request', replayed, response);
    await answered;
  }
}
