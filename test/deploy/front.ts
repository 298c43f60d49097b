import { createServer as createProxy } from 'node:http';
import { type AddressInfo, connect, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';

/** The way to the emulator under a gateway's own URL, for programs that do not know the emulator. */
export interface Front {
  /** HTTPS for every gateway's host name, on 127.0.0.1. */
  readonly port: number;
  /** Proxy URL; whatever host a program asks for, it reaches the front. */
  readonly proxy: string;
  close(): Promise<void>;
}

/**
 * Terminates TLS in front of the emulator, which speaks plain HTTP, and leads its proxy's clients there. Bytes pass
 * unchanged.
 */
export async function startFront(tls: { key: string; cert: string }, emulatorPort: number): Promise<Front> {
  const sockets = new Set<Socket>();
  const join = (a: Socket, b: Socket) => {
    for (const [from, to] of [
      [a, b],
      [b, a],
    ] as const) {
      sockets.add(from);
      from.on('error', () => to.destroy());
      from.on('close', () => {
        sockets.delete(from);
        to.destroy();
      });
    }
    a.pipe(b).pipe(a);
  };
  const front = createTlsServer(tls, (socket) => join(socket, connect(emulatorPort, '127.0.0.1')));
  const port = await listen(front);
  const proxy = createProxy();
  proxy.on('connect', (_request, socket: Socket) => {
    socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
    join(socket, connect(port, '127.0.0.1'));
  });
  const proxyPort = await listen(proxy);
  const close = async () => {
    for (const socket of sockets) socket.destroy();
    await Promise.all([front, proxy].map((server) => new Promise((resolve) => server.close(resolve))));
  };
  return { port, proxy: `http://127.0.0.1:${proxyPort}`, close };
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}
