import { mkdtempSync, rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { startLocalGateway } from '../../../lib/local/start-local-gateway';

/** Opens a TCP connection and says nothing, not even a TLS greeting. */
async function silentConnection(url: string): Promise<{ readonly closed: Promise<void>; readonly socket: Socket }> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  socket.on('error', () => undefined);
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  await new Promise<void>((resolve) => socket.once('connect', resolve));
  return { closed, socket };
}

test('closing waits for no connection that says nothing', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'aps-gateway-closing-'));
  const local = await startLocalGateway({ dataDirectory: directory });
  const urls = [local.gateways[0]!.url, local.uiNodeUrl, local.awsEndpointUrl];
  const silent = await Promise.all(urls.map(silentConnection));

  let ended: 'closed' | 'waiting' = 'waiting';
  const closing = local.close().then(() => (ended = 'closed'));
  await Promise.race([closing, new Promise((resolve) => setTimeout(resolve, 5_000).unref())]);
  const inTime = ended;

  for (const { socket } of silent) socket.destroy();
  await closing;
  await Promise.all(silent.map(({ closed }) => closed));
  rmSync(directory, { recursive: true, force: true });
  expect(inTime).toBe('closed');
});
