import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { nodeClient } from '../../lambda/forwarder/node-client';

const CALL = { method: 'GET', target: '/aps/2/resources', headers: {}, body: Buffer.alloc(0) };
const client = (port: number, timeoutMilliseconds: number) =>
  nodeClient({
    brandEndpoint: `https://brand.test:${port}`,
    connectHost: '127.0.0.1',
    timeoutMilliseconds,
    clock: () => 0,
  });

test('a node that says nothing is given up after the time limit', async () => {
  const silent = createServer((socket) => socket.on('error', () => undefined)).listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const { port } = silent.address() as AddressInfo;
  await expect(client(port, 120)(CALL)).rejects.toThrow('The UI node did not answer in 120 ms');
  silent.close();
});

test('a node that refuses the connection is told at once', async () => {
  const closed = createServer().listen(0, '127.0.0.1');
  await once(closed, 'listening');
  const { port } = closed.address() as AddressInfo;
  closed.close();
  await once(closed, 'close');
  await expect(client(port, 5000)(CALL)).rejects.toThrow('ECONNREFUSED');
});
