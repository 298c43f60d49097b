import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent } from 'node:https';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, type ConnectionOptions, createServer as createTlsServer } from 'node:tls';
import { nodeClient } from '../../lambda/forwarder/node-client';
import { ensureCertificates } from '../../lib/local/certificates/certificate-authority';

const folder = mkdtempSync(join(tmpdir(), 'node-client-'));
afterAll(() => rmSync(folder, { recursive: true }));

const CALL = { method: 'GET', target: '/aps/2/resources', headers: {}, body: Buffer.alloc(0) };
const client = (port: number, timeoutMs: number) =>
  nodeClient({
    brandEndpoint: `https://brand.test:${port}`,
    connectHost: '127.0.0.1',
    timeoutMs,
    clock: () => 0,
  });

test('a node that stays silent is given up after the time limit', async () => {
  const silent = createServer((socket) => socket.on('error', () => undefined)).listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const { port } = silent.address() as AddressInfo;
  await expect(client(port, 120)(CALL)).rejects.toThrow('The UI node did not answer in 120 ms');
  silent.close();
});

test('a refused connection is reported at once', async () => {
  const closed = createServer().listen(0, '127.0.0.1');
  await once(closed, 'listening');
  const { port } = closed.address() as AddressInfo;
  closed.close();
  await once(closed, 'close');
  await expect(client(port, 5000)(CALL)).rejects.toThrow('ECONNREFUSED');
});

test('an unexpected change of protocol is reported at once', async () => {
  const { server, ca } = await ensureCertificates({ directory: folder, hosts: ['brand.test'], now: new Date() });
  const node = createTlsServer(server, (socket) => {
    socket.on('error', () => undefined);
    socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n');
  }).listen(0, '127.0.0.1');
  await once(node, 'listening');
  const { port } = node.address() as AddressInfo;
  // The process does not trust this authority by itself.
  const trusting = jest
    .spyOn(Agent.prototype, 'createConnection')
    .mockImplementation((options) => connect({ ...options, ca } as ConnectionOptions));
  try {
    await expect(client(port, 5000)(CALL)).rejects.toThrow('closed the connection without an answer');
  } finally {
    trusting.mockRestore();
    node.close();
  }
});
