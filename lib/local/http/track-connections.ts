import type { Server, Socket } from 'node:net';

/**
 * Keeps account of a server's connections. The returned function closes the server and breaks off what is still open,
 * connections that never finished a TLS handshake or sent a request included: `closeAllConnections` knows none of them.
 */
export function trackConnections(server: Server): () => Promise<void> {
  const open = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
  return () =>
    new Promise((resolve) => {
      server.close(() => resolve());
      for (const socket of open) socket.destroy();
    });
}
