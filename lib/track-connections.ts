import type { Server, Socket } from 'node:net';

/**
 * Tracks a server's connections. The returned function closes the server and destroys all open connections, including
 * those without a finished TLS handshake or a request, which `closeAllConnections` does not know.
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
