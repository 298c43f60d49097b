import { join } from 'node:path';
import { brotliCompressSync, deflateSync, gunzipSync, gzipSync } from 'node:zlib';

import type { NodeFault } from '../../../lib/local/ui-node/faults/node-fault';
import { RESOURCES, Served } from '../support/served';

const served = new Served('ways', join(__dirname, '../support/answers'));
beforeAll(() => served.start());
afterAll(() => served.stop());
afterEach(() => served.local.uiNode.faults.replace([]));

const WAYS = ['whole', 'streamed', 'whole-by-lambda', 'streamed-by-lambda'];
const WHOLE = ['whole', 'whole-by-lambda'];
const STREAMED = ['streamed', 'streamed-by-lambda'];
const BY_LAMBDA = ['whole-by-lambda', 'streamed-by-lambda'];

const MEGABYTE = 1024 * 1024;

/** Lets the UI node answer the next requests in another way. */
const nodeAnswers = (fault: NodeFault) => served.local.uiNode.faults.replace([fault]);

const send = (way: string, sending: Parameters<ReturnType<Served['consumerOf']>['send']>[1] = {}) =>
  served.consumerOf(way).send(RESOURCES, sending);

describe.each(WAYS)('%s: an answer', (way) => {
  test('reads the same for a consumer that accepts gzip, though the node compresses', async () => {
    const plain = await send(way);
    const compressed = await send(way, { headers: { 'Accept-Encoding': 'gzip, deflate' } });
    expect(compressed.headers['content-encoding']).toBe('gzip');
    expect(JSON.parse(gunzipSync(compressed.bytes).toString())).toEqual(JSON.parse(plain.text));
  });

  test('is not compressed for a consumer that does not ask for it', async () => {
    const answer = await send(way);
    expect([answer.headers['content-encoding'], answer.json]).toEqual([undefined, expect.anything()]);
  });

  test('without a body stays without one', async () => {
    nodeAnswers({ status: 204 });
    const answer = await send(way, { headers: { 'Accept-Encoding': 'gzip' } });
    expect([answer.status, answer.headers['content-encoding'], answer.text]).toEqual([204, undefined, '']);
  });
});

describe.each(WAYS)('%s: a request', (way) => {
  const post = (body: Buffer, encoding: string) =>
    send(way, { method: 'POST', body, headers: { 'Content-Type': 'application/json', 'Content-Encoding': encoding } });

  test.each([
    ['gzip', gzipSync('{"note":"grüße"}')],
    ['deflate', deflateSync('{"note":"grüße"}')],
    ['identity', Buffer.from('{"note":"grüße"}')],
  ])('with Content-Encoding %s reaches the node as it was before', async (encoding, body) => {
    nodeAnswers({ body: {} });
    expect((await post(body, encoding)).status).toBe(200);
    expect([served.received.body.toString(), served.receivedHeader('content-encoding')]).toEqual([
      '{"note":"grüße"}',
      [],
    ]);
  });

  test('with an unknown Content-Encoding is refused by name', async () => {
    const answer = await post(brotliCompressSync('{}'), 'br');
    expect([answer.status, answer.json?.['code']]).toEqual([415, 'content_encoding_unsupported']);
  });

  test('brings none of its cookies to the node', async () => {
    const headers = { cookie: ['JSESSIONID=first', 'JSESSIONID=second'], Cookie: 'JSESSIONID=third' };
    expect((await send(way, { headers })).status).toBe(200);
    expect(JSON.stringify(served.received.headers)).not.toContain('JSESSIONID');
  });
});

test.each(WHOLE)('%s: a node is asked not to compress', async (way) => {
  await send(way, { headers: { 'Accept-Encoding': 'gzip' } });
  expect(served.receivedHeader('accept-encoding')).toEqual(['identity']);
});

test.each(STREAMED)('%s: a node gets the coding that the consumer accepts', async (way) => {
  await send(way, { headers: { 'Accept-Encoding': 'gzip, zstd' } });
  expect(served.receivedHeader('accept-encoding')).toEqual(['gzip, zstd']);
});

describe.each(STREAMED)('%s: an answer', (way) => {
  test('that is not text arrives byte for byte', async () => {
    nodeAnswers({ body: 'grüße', compression: 'br' });
    const { bytes, headers } = await send(way);
    expect([bytes, headers['content-encoding']]).toEqual([brotliCompressSync('grüße'), 'br']);
  });

  test('of more than 10 MB arrives whole', async () => {
    nodeAnswers({ bodyMegabytes: 11 });
    expect((await send(way)).bytes).toHaveLength(11 * MEGABYTE);
  });

  test('that breaks off is not taken for a whole one', async () => {
    nodeAnswers({ bodyMegabytes: 1, breakOff: 'inBody' });
    await expect(send(way)).rejects.toThrow('aborted');
  });
});

test('streamed-by-lambda: an answer that breaks off is in the log of the forwarder, by the id that the consumer got', async () => {
  nodeAnswers({ bodyMegabytes: 1, breakOff: 'inBody' });
  await expect(send('streamed-by-lambda')).rejects.toThrow('aborted');
  const { requestId } = JSON.parse(served.accessLog.at(-1) ?? '{}') as { requestId: string };
  const { logs } = served.local.aws;
  const [group] = (
    logs.call('DescribeLogGroups', {}) as { logGroups: readonly { logGroupName: string }[] }
  ).logGroups.filter(({ logGroupName }) => /streamed-by-lambda\/.*forwarder$/.test(logGroupName));
  const { events } = logs.call('FilterLogEvents', { logGroupName: group?.logGroupName }) as {
    events: readonly { message: string }[];
  };

  expect(events.map(({ message }) => JSON.parse(message) as unknown)).toContainEqual({
    level: 'error',
    reason: 'answer_broken_off',
    requestId,
    error: expect.any(String) as string,
    message: expect.any(String) as string,
  });
});

test('whole: an answer of more than 10 MB is 504, whose text covers it, and the live line says what it is', async () => {
  nodeAnswers({ bodyMegabytes: 11 });
  const { status, json } = await send('whole');
  expect([status, json]).toEqual([
    504,
    expect.objectContaining({
      code: 'ui_node_unreachable',
      message: expect.stringMatching(/more than 10 MB.*limit\(0,50\).*uiNodes\.answers: streamed/) as string,
    }),
  ]);
  expect(served.answered.at(-1)?.cause).toMatch(/larger than 10 MB/);
});

test('whole-by-lambda: an answer of more than 6 MB is refused by name', async () => {
  nodeAnswers({ bodyMegabytes: 7 });
  const { status, json } = await send('whole-by-lambda');
  expect([status, json?.['code']]).toEqual([502, 'answer_too_large']);
});

test('whole-by-lambda: an answer that is not text is refused by name', async () => {
  nodeAnswers({ body: {}, compression: 'gzip' });
  const { status, json } = await send('whole-by-lambda');
  expect([status, json?.['code']]).toEqual([502, 'answer_not_text']);
});

test.each(BY_LAMBDA)('%s: a redirect of the node stays on the gateway, and no cookie is set', async (way) => {
  const headersOfNode = { Location: `https://brand.ways.example${RESOURCES}/7?a`, 'Set-Cookie': 'JSESSIONID=node' };
  nodeAnswers({ status: 201, headers: headersOfNode });
  const { headers } = await send(way);
  expect([headers['location'], headers['set-cookie']]).toEqual([
    `${served.consumerOf(way).gateway.url}${RESOURCES}/7?a`,
    undefined,
  ]);
});
