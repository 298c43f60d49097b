import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { ensureCertificates, type LocalCertificates } from '../../../lib/local/certificates/certificate-authority';
import { type Listening, serveHttps } from '../../../lib/local/http/https-server';
import { trackConnections } from '../../../lib/track-connections';
import { requireReachable, UiNodeUnreachableError } from '../../../lib/local/ui-node/real-node';

let directory: string;
let certificates: LocalCertificates;
let node: Listening;
let origin: string;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'aps-gateway-real-'));
  certificates = await ensureCertificates({ directory, hosts: ['localhost'], now: new Date() });
  node = await serveHttps(async () => ({ status: 200, headers: [], body: Buffer.alloc(0) }), {
    tls: certificates.server,
    port: 0,
  });
  origin = `https://localhost:${node.port}`;
});
afterAll(async () => {
  await node.close();
  rmSync(directory, { recursive: true, force: true });
});

/** Runs `during` with the port of a server that does with connections what it is given. */
async function withServer<T>(server: Server, during: (port: number) => Promise<T>): Promise<T> {
  const close = trackConnections(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return during((server.address() as AddressInfo).port).finally(close);
}

test('a node whose authority is named is reachable', async () => {
  await expect(requireReachable({ origin, ca: certificates.ca })).resolves.toBeUndefined();
});

test('a node whose certificate need not be trusted is reachable', async () => {
  await expect(requireReachable({ origin, insecure: true })).resolves.toBeUndefined();
});

test('a certificate of an unknown authority is refused, with both ways out', async () => {
  await expect(requireReachable({ origin })).rejects.toThrow(
    /localhost:\d+ cannot be reached: its certificate .*--ui-node-ca FILE.*--ui-node-insecure/,
  );
});

test('a certificate for another name is refused as such', async () => {
  const other = origin.replace('localhost', '127.0.0.1');
  await expect(requireReachable({ origin: other, ca: certificates.ca })).rejects.toThrow(/is for another name/);
});

test('a port on which nothing listens is named', async () => {
  const port = await withServer(createServer(), async (taken) => taken);
  await expect(requireReachable({ origin: `https://127.0.0.1:${port}` })).rejects.toThrow(
    `The UI node https://127.0.0.1:${port} cannot be reached: nothing listens on this port. Check host and port. (ECONNREFUSED)`,
  );
});

test('a server without TLS is distinguished from one that does not listen', async () => {
  const plain = createServer((socket) => socket.on('error', () => undefined).end('HTTP/1.1 400 Bad Request\r\n\r\n'));
  await withServer(plain, async (port) =>
    expect(requireReachable({ origin: `https://127.0.0.1:${port}`, insecure: true })).rejects.toThrow(
      /does not speak TLS/,
    ),
  );
});

test('a server that says nothing is given up', async () => {
  await withServer(createServer(), async (port) =>
    expect(requireReachable({ origin: `https://127.0.0.1:${port}` }, 100)).rejects.toThrow(
      /does not answer within 0\.1 s/,
    ),
  );
});

test('a name that does not exist is reported as such', async () => {
  // Resolvers refuse so long a label themselves, without asking the network.
  const checked = requireReachable({ origin: `https://${'a'.repeat(70)}.invalid` });
  await expect(checked).rejects.toThrow(UiNodeUnreachableError);
  await expect(checked).rejects.toThrow(/cannot be resolved/);
});
