import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';

import { ensureCertificates, type LocalCertificates } from '../../../lib/local/certificates/certificate-authority';
import type { IncomingRequest, OutgoingResponse } from '../../../lib/local/http/http-message';
import { type Listening, serveHttps } from '../../../lib/local/http/https-server';
import { relayTo } from '../../../lib/local/ui-node/relay';
import { request } from '../support/rest-api-fixture';

let directory: string;
let certificates: LocalCertificates;
let node: Listening;
let received: IncomingRequest[];
let failures: string[];
let behaviour: (request: IncomingRequest) => Promise<OutgoingResponse>;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'aps-gateway-relay-'));
  certificates = await ensureCertificates({ directory, hosts: ['localhost'], now: new Date() });
  const answer = (arrived: IncomingRequest) => {
    received.push(arrived);
    return behaviour(arrived);
  };
  node = await serveHttps(answer, { tls: certificates.server, port: 0 });
});
beforeEach(() => {
  received = [];
  failures = [];
  behaviour = async () => ({ status: 207, headers: [], body: Buffer.alloc(0) });
});
afterAll(async () => {
  await node.close();
  rmSync(directory, { recursive: true, force: true });
});

function relayed(sent: Partial<IncomingRequest> = {}, gone = new AbortController().signal, port = node.port) {
  const realNode = { origin: `https://localhost:${port}`, ca: certificates.ca };
  return relayTo(realNode, (sentence) => failures.push(sentence))(request(sent), gone)();
}

test('method, target and body arrive as they were sent', async () => {
  const target = '/aps/2/resources?and(eq(a,%C3%A9),sort(-n))&x=';
  await relayed({ method: 'PUT', target, body: Buffer.from('{"a":1}') });
  expect(received.map(({ method, target: got, body }) => [method, got, String(body)])).toEqual([
    ['PUT', target, '{"a":1}'],
  ]);
});

test('headers keep their order and spelling, and Host names the node', async () => {
  await relayed({
    headers: [
      ['aps-B', '1'],
      ['Host', 'brand.example'],
      ['APS-a', '2'],
      ['Connection', 'keep-alive'],
    ],
  });
  expect(received[0]?.headers).toEqual([
    ['aps-B', '1'],
    ['APS-a', '2'],
    ['Host', `localhost:${node.port}`],
    ['Connection', 'close'],
  ]);
});

test('status, repeated headers and a streamed body come back', async () => {
  behaviour = async () => ({
    status: 299,
    headers: [
      ['Set-Cookie', 'a=1'],
      ['Set-Cookie', 'b=2'],
    ],
    body: Readable.from(['one ', 'two']),
  });
  const { status, headers, body } = await relayed();
  expect([status, headers.filter(([name]) => name === 'Set-Cookie'), await text(body as Readable)]).toEqual([
    299,
    [
      ['Set-Cookie', 'a=1'],
      ['Set-Cookie', 'b=2'],
    ],
    'one two',
  ]);
});

test('headers of the connection do not come back', async () => {
  const { headers } = await relayed();
  expect(headers.filter(([name]) => /^(?:connection|transfer-encoding|keep-alive)$/i.test(name))).toEqual([]);
});

test('a node that closes the connection is reported, and the request fails', async () => {
  behaviour = async () => {
    throw new Error('the node fails');
  };
  await expect(relayed({ target: '/aps/2/resources?eq(secret,7)' })).rejects.toThrow('socket hang up');
  expect(failures).toEqual([
    `GET /aps/2/resources: The UI node https://localhost:${node.port} cannot be reached: it closed the connection without an answer. (ECONNRESET)`,
  ]);
});

test('a node that has gone is reported', async () => {
  await expect(relayed({}, undefined, 1)).rejects.toThrow('ECONNREFUSED');
  expect(failures).toEqual([expect.stringMatching(/^GET .*localhost:1 cannot be reached: nothing listens/)]);
});

test('a body that breaks off is reported', async () => {
  behaviour = async () => ({
    status: 200,
    headers: [['Content-Length', '10']],
    body: Readable.from(
      (async function* () {
        yield 'half';
        await new Promise((resolve) => setTimeout(resolve, 50));
        throw new Error('the node fails');
      })(),
    ),
  });
  const { body } = await relayed();
  await expect(text(body as Readable)).rejects.toThrow('aborted');
  expect(failures).toEqual([expect.stringMatching(/^GET /)]);
});

test('a request is given up when its caller goes', async () => {
  const gone = new AbortController();
  behaviour = () => new Promise(() => gone.abort());
  await expect(relayed({}, gone.signal)).rejects.toThrow('aborted');
  expect(failures).toEqual([expect.stringMatching(/the gateway gave up waiting for it after \d+\.\d s\.$/)]);
});
