import { mkdtempSync, rmSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import tls from 'node:tls';
import { jwksFetcher } from '../../../lambda/authorizer/bearer/fetch-jwks';
import { ensureCertificates } from '../../../lib/local/certificates/certificate-authority';

/** Long, as the machine may be busy. */
const LIMITS = { timeoutMs: 20_000, maxBytes: 1000 };
const connect = tls.connect;
const folder = mkdtempSync(join(tmpdir(), 'jwks-'));
let server: Server;
let received: IncomingMessage[] = [];
const connections: tls.ConnectionOptions[] = [];
let answer: (response: ServerResponse, request: IncomingMessage) => void;

beforeAll(async () => {
  const { ca, server: identity } = await ensureCertificates({
    directory: folder,
    hosts: ['login.example.com'],
    now: new Date(),
  });
  server = createServer({ cert: identity.cert, key: identity.key }, (request, response) => {
    received.push(request);
    answer(response, request);
  });
  await new Promise<void>((listening) => void server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  // The names of the test lead to this server; only one of them is on its certificate.
  tls.connect = ((options: tls.ConnectionOptions, ...rest: []) => {
    connections.push(options);
    return connect({ ...options, host: '127.0.0.1', port, ca } as tls.ConnectionOptions, ...rest);
  }) as typeof tls.connect;
});

afterAll(async () => {
  tls.connect = connect;
  server.closeAllConnections();
  await new Promise((closed) => void server.close(closed));
  rmSync(folder, { recursive: true });
});

beforeEach(() => {
  received = [];
});

const fetchFrom = (uri = 'https://login.example.com/keys?p=1', limits = LIMITS) => jwksFetcher(new URL(uri), limits)();

test('gets the document, with the query of its URL', async () => {
  answer = (response) => response.end('{"keys":[]}');
  expect(await fetchFrom()).toBe('{"keys":[]}');
  expect(received[0]).toMatchObject({ method: 'GET', url: '/keys?p=1' });
  expect(received[0]!.headers.accept).toBe('application/jwk-set+json, application/json');
});

test.each([301, 302, 307, 404, 500, 204])('takes no answer with status %d, and follows no redirect', async (status) => {
  answer = (response) => response.writeHead(status, { location: 'https://login.example.com/other' }).end();
  await expect(fetchFrom()).rejects.toMatchObject({ name: `Http${status}` });
  expect(received).toHaveLength(1);
});

test('reads a document that is as large as the limit', async () => {
  answer = (response) => response.end('x'.repeat(LIMITS.maxBytes));
  expect(await fetchFrom()).toHaveLength(1000);
});

test('closes the connection of an answer that it does not read', async () => {
  const closed = new Promise((resolve) => {
    answer = (response) => {
      response.on('close', () => resolve('closed'));
      response.writeHead(500).write('and so on');
    };
  });
  const startedAt = Date.now();
  await expect(fetchFrom()).rejects.toMatchObject({ name: 'Http500' });
  expect(await closed).toBe('closed');
  expect(Date.now() - startedAt).toBeLessThan(LIMITS.timeoutMs / 2);
});

test('keeps no connection', async () => {
  answer = (response) => response.end('{}');
  await fetchFrom();
  await fetchFrom();
  expect(received[0]!.headers.connection).toBe('close');
  expect(received[0]!.socket).not.toBe(received[1]!.socket);
});

test('reads no more than the limit', async () => {
  let open = true;
  answer = (response) => {
    response.on('close', () => (open = false));
    const more = (): void => void (open && response.write('x'.repeat(5000)) && setImmediate(more));
    more();
  };
  await expect(fetchFrom()).rejects.toMatchObject({ name: 'AnswerTooLarge' });
});

test.each([
  ['never answers', () => undefined],
  ['stops in the middle', (response: ServerResponse) => void response.write('{')],
  [
    'sends a byte now and then',
    (response: ServerResponse) => {
      const timer = setInterval(() => response.write(' '), 50);
      response.on('close', () => clearInterval(timer));
    },
  ],
])('gives up on a server that %s', async (_, slow) => {
  answer = slow;
  const startedAt = Date.now();
  await expect(fetchFrom(undefined, { ...LIMITS, timeoutMs: 300 })).rejects.toMatchObject({ name: 'FetchTimeout' });
  expect(Date.now() - startedAt).toBeLessThan(2000);
});

test('rejects a connection that breaks in the middle of an answer', async () => {
  answer = (response) => {
    response.writeHead(200, { 'content-length': '100' }).write('{');
    setTimeout(() => response.destroy(), 20);
  };
  await expect(fetchFrom()).rejects.toMatchObject({ code: 'ECONNRESET' });
});

test('rejects a server whose certificate is for another name', async () => {
  await expect(fetchFrom('https://evil.example.com/keys')).rejects.toMatchObject({
    code: 'ERR_TLS_CERT_ALTNAME_INVALID',
  });
});

test('asks for the check of certificates, so that no environment variable can switch it off', async () => {
  answer = (response) => response.end('{}');
  await fetchFrom();
  expect(connections.at(-1)).toMatchObject({ rejectUnauthorized: true });
});
