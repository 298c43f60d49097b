import { Readable } from 'node:stream';
import { buffer, text } from 'node:stream/consumers';
import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';

import { bodyOf } from '../../support/rest-api-fixture';
import { headerValue, type OutgoingResponse } from '../../../../lib/local/http/http-message';
import type { NodeFault } from '../../../../lib/local/ui-node/faults/node-fault';
import { playFault } from '../../../../lib/local/ui-node/faults/play-fault';

const NORMAL: OutgoingResponse = {
  status: 201,
  headers: [
    ['Content-Type', 'application/json'],
    ['X-Own', '1'],
  ],
  body: Buffer.from('{"carried":"out"}'),
};

let carriedOut = 0;
beforeEach(() => {
  carriedOut = 0;
});

async function play(fault: NodeFault, normal = NORMAL, gone = new AbortController().signal) {
  const answer = async () => {
    carriedOut += 1;
    return normal;
  };
  return playFault(fault, answer, gone);
}

const bytes = async ({ body }: OutgoingResponse) => (Buffer.isBuffer(body) ? body : buffer(body));

test('a status makes an answer that the node does not carry out', async () => {
  const response = await play({ status: 503 });
  expect([response.status, bodyOf(response), carriedOut]).toEqual([503, '{}', 0]);
});

test('an answer comes through the booster', async () => {
  const { headers } = await play({ status: 503 });
  expect(headerValue(headers, 'x-apsbooster-response')).toBe('true');
});

test('a map is sent as JSON', async () => {
  const response = await play({ body: { order: 7 } });
  expect([response.status, headerValue(response.headers, 'content-type'), bodyOf(response)]).toEqual([
    200,
    'application/json',
    '{"order":7}',
  ]);
});

test('a text is sent as it is', async () => {
  const response = await play({ status: 502, body: '<html>' });
  expect([headerValue(response.headers, 'content-type'), bodyOf(response)]).toEqual(['text/plain', '<html>']);
});

test('headers replace those of the node, whatever their case, and the rest of its answer stays', async () => {
  const response = await play({ headers: { 'x-own': 2, Location: 'https://brand.example/' } });
  expect([response, carriedOut]).toEqual([
    {
      ...NORMAL,
      headers: [
        ['Content-Type', 'application/json'],
        ['x-own', '2'],
        ['Location', 'https://brand.example/'],
      ],
    },
    1,
  ]);
});

test('a large body is JSON of exactly this size', async () => {
  const body = bodyOf(await play({ bodyMegabytes: 2 }));
  expect([body.length, Object.keys(JSON.parse(body) as object)]).toEqual([2_097_152, ['filler']]);
});

test.each([
  ['gzip', gunzipSync],
  ['br', brotliDecompressSync],
  ['deflate', inflateSync],
] as const)('%s compresses the answer of the node', async (compression, decompress) => {
  const { headers, body } = await play({ compression });
  expect([headerValue(headers, 'content-encoding'), decompress(body as Buffer).toString()]).toEqual([
    compression,
    '{"carried":"out"}',
  ]);
});

test('a compressed answer has no length of the plain one', async () => {
  const { headers } = await play({ compression: 'gzip' }, { ...NORMAL, headers: [['Content-Length', '17']] });
  expect(headerValue(headers, 'content-length')).toBeUndefined();
});

test('what is compressed already is not compressed again', async () => {
  const compressed: OutgoingResponse = { ...NORMAL, headers: [['Content-Encoding', 'zstd']] };
  expect(await play({ compression: 'gzip' }, compressed)).toEqual(compressed);
});

test('a streamed answer is compressed whole', async () => {
  const response = await play({ compression: 'gzip' }, { ...NORMAL, body: Readable.from(['one ', 'two']) });
  expect(gunzipSync(await bytes(response)).toString()).toBe('one two');
});

test('a connection that breaks off before the answer carries nothing out', async () => {
  await expect(play({ breakOff: 'beforeAnswer' })).rejects.toThrow('closes the connection');
  expect(carriedOut).toBe(0);
});

test('a body that breaks off ends in an error after its first half', async () => {
  const { body } = await play({ breakOff: 'inBody', body: 'abcdef' });
  const received: string[] = [];
  (body as Readable).on('data', (chunk: Buffer) => received.push(String(chunk)));
  await expect(text(body as Readable)).rejects.toThrow('breaks the body off');
  expect(received).toEqual(['abc']);
});

test('a delay comes before the answer', async () => {
  const startedAt = performance.now();
  await play({ delaySeconds: 0.1 });
  expect([performance.now() - startedAt > 90, carriedOut]).toEqual([true, 1]);
});

test('a delay ends when the caller goes, and the request has been carried out', async () => {
  const gone = new AbortController();
  const played = play({ delaySeconds: 3000 }, NORMAL, gone.signal);
  gone.abort();
  await expect(played).rejects.toMatchObject({ name: 'AbortError' });
  expect(carriedOut).toBe(1);
});
