import { Readable } from 'node:stream';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import dynalite from 'dynalite';

/** DynamoDB in memory: dynalite on the stand-ins' endpoint, without a port of its own. */
export class DynamoDbStandIn {
  private readonly server: Server = dynalite({ createTableMs: 0, deleteTableMs: 0 });
  /** Ends when the last table that was created is active. */
  private creation: Promise<void> = Promise.resolve();

  /** Answers a request whose body has been read, as soon as every table is active. */
  async handle(request: IncomingMessage, body: Buffer, response: ServerResponse): Promise<void> {
    const answered = new Promise<void>((resolve) => response.once('close', resolve));
    const earlier = this.creation;
    if (String(request.headers['x-amz-target']).endsWith('.CreateTable')) this.creation = answered.then(untilActive);
    await earlier;
    const replayed = Object.assign(Readable.from([body]), {
      method: request.method,
      url: request.url,
      headers: request.headers,
    });
    this.server.emit('request', replayed, response);
    await answered;
  }
}

/** dynalite answers CreateTable first, and marks the table as active in a timer, with a write that takes some turns. */
async function untilActive(): Promise<void> {
  await sleep(5);
  for (let turn = 0; turn < 10; turn += 1) await nextTurn();
}
