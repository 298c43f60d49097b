import 'reflect-metadata';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { issueAuthority, issueLeaf } from '../../../lib/local/certificates/issue';

const YEAR_MS = 365 * 86_400_000;
const folder = mkdtempSync(join(tmpdir(), 'certificates-'));
const servers: Server[] = [];
/** Servers that were asked for something, by their certificate. */
const asked: string[] = [];
let outcomes: readonly string[];

async function serve(name: string, identity: { readonly cert: string; readonly key: string }): Promise<number> {
  const server = createServer(identity, (request, response) => {
    asked.push(name);
    request.resume().on('end', () => response.end('{}'));
  });
  servers.push(server);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return (server.address() as AddressInfo).port;
}

beforeAll(async () => {
  const now = new Date();
  const authority = await issueAuthority(new Date(now.getTime() - 5 * YEAR_MS));
  const good = await serve('good', await issueLeaf(authority, ['localhost'], now));
  const ofOther = await serve('other', await issueLeaf(await issueAuthority(now), ['localhost'], now));
  const expired = await serve(
    'expired',
    await issueLeaf(authority, ['localhost'], new Date(now.getTime() - 2 * YEAR_MS)),
  );
  const misnamed = await serve('misnamed', await issueLeaf(authority, ['dynamodb.example.com'], now));
  const ca = join(folder, 'ca.pem');
  writeFileSync(ca, authority.cert);
  const endpoints = [good, ofOther, expired, misnamed].map((port) => `https://localhost:${port}`);
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--import', 'tsx', join(__dirname, 'certificates/main.ts'), ...endpoints, `https://127.0.0.1:${good}`],
    // Whatever the environment says about certificates, the client checks them.
    {
      env: {
        PATH: process.env.PATH,
        NODE_EXTRA_CA_CERTS: ca,
        NODE_TLS_REJECT_UNAUTHORIZED: '0',
        NODE_NO_WARNINGS: '1',
      },
    },
  );
  outcomes = JSON.parse(stdout) as string[];
});
afterAll(async () => {
  for (const server of servers) server.closeAllConnections();
  await Promise.all(servers.map((server) => new Promise((closed) => server.close(closed))));
  rmSync(folder, { recursive: true });
});

test.each(
  [
    ['for its name, by a known authority, gets the call', 'output'],
    ['by an unknown authority does not', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
    ['that has expired does not', 'CERT_HAS_EXPIRED'],
    ['for another name does not', 'ERR_TLS_CERT_ALTNAME_INVALID'],
    ['for a name does not get what goes to an address', 'ERR_TLS_CERT_ALTNAME_INVALID'],
  ].map(([title, outcome], index) => [title, outcome, index] as const),
)('a server with a certificate %s', (_, outcome, index) => {
  expect(outcomes[index]).toBe(outcome);
});

test('no request was sent to a server without a valid certificate', () => {
  expect(asked).toEqual(['good']);
});
