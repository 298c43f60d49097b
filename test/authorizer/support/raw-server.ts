import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** Answers one complete request on a connection with whatever bytes the test wants. */
export type RawAnswer = (socket: Socket, request: string) => void;

/** A server below HTTP: it reads whole requests, and its answers need not be valid. */
export class RawServer {
  /** Requests in order of arrival. */
  readonly requests: string[] = [];
  connections = 0;
  answer: RawAnswer = () => {};
  private readonly sockets = new Set<Socket>();
  private readonly server: Server = createServer((socket) => this.accept(socket));

  async start(): Promise<string> {
    await new Promise<void>((listening) => this.server.listen(0, '127.0.0.1', listening));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.closeConnections();
    await new Promise((closed) => this.server.close(closed));
  }

  /** Forgets what happened so far. */
  reset(): void {
    this.closeConnections();
    this.requests.length = 0;
    this.connections = 0;
    this.answer = () => {};
  }

  private closeConnections(): void {
    for (const socket of this.sockets) socket.destroy();
  }

  private accept(socket: Socket): void {
    this.connections += 1;
    this.sockets.add(socket);
    let received = '';
    socket.on('error', () => {});
    socket.on('close', () => this.sockets.delete(socket));
    socket.on('data', (chunk: Buffer) => {
      received += chunk.toString('latin1');
      const head = received.indexOf('\r\n\r\n');
      const length = Number(/content-length: (\d+)/i.exec(received)?.[1]);
      if (head < 0 || received.length < head + 4 + length) return;
      const request = received.slice(0, head + 4 + length);
      received = received.slice(request.length);
      this.requests.push(request);
      this.answer(socket, request);
    });
  }
}

/** A whole answer of AWS's JSON protocols. */
export function jsonAnswer(status: number, body: object, headers = ''): string {
  const text = JSON.stringify(body);
  return `HTTP/1.1 ${status} Answer\r\ncontent-length: ${Buffer.byteLength(text)}\r\n${headers}\r\n${text}`;
}
