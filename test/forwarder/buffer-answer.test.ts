import { Readable } from 'node:stream';
import { bufferAnswer } from '../../lambda/forwarder/buffer-answer';

const MEGABYTE = 1024 * 1024;

async function buffered(...chunks: readonly Buffer[]) {
  const reported: string[] = [];
  const result = await bufferAnswer(
    { statusCode: 203, multiValueHeaders: { 'X-Own': ['7'] }, body: Readable.from(chunks) },
    'req-3',
    (code, { message }, requestId) => reported.push(`${requestId} ${code} ${message}`),
  );
  return { result, reported };
}

test('a text is returned whole, whatever parts it arrives in', async () => {
  const bytes = Buffer.from('grüße');
  const { result } = await buffered(bytes.subarray(0, 3), bytes.subarray(3));
  expect(result).toEqual({ statusCode: 203, multiValueHeaders: { 'X-Own': ['7'] }, body: 'grüße' });
});

test('an answer of 5 MB is returned', async () => {
  const { result } = await buffered(Buffer.alloc(5 * MEGABYTE, 'a'));
  expect(result.statusCode).toBe(203);
});

test.each([
  ['over 6 MB', Buffer.alloc(6 * MEGABYTE + 1, 'a')],
  ['that JSON makes larger than 6 MB', Buffer.alloc(4 * MEGABYTE, '"')],
])('an answer %s is refused as such, and both remedies are named', async (_size, bytes) => {
  const { result, reported } = await buffered(bytes);
  expect([result.statusCode, JSON.parse(result.body)]).toEqual([
    502,
    {
      code: 'answer_too_large',
      message: expect.stringMatching(/6 MB.*limit\(0,50\).*uiNodes\.answers: streamed/) as string,
      requestId: 'req-3',
    },
  ]);
  expect(reported).toEqual(['req-3 answer_too_large The answer is larger than 6291456 bytes']);
});

test('an answer that is not UTF-8 is refused, because API Gateway would damage it', async () => {
  const { result } = await buffered(Buffer.from([0x1f, 0x8b, 0x08]));
  expect(JSON.parse(result.body)).toMatchObject({ code: 'answer_not_text' });
});

test('an answer that breaks off is refused, so that a part does not pass for the whole', async () => {
  const reported: string[] = [];
  const body = Readable.from(
    (function* () {
      yield Buffer.from('[1,');
      throw new Error('reset by the node');
    })(),
  );
  const result = await bufferAnswer({ statusCode: 200, multiValueHeaders: {}, body }, 'req-4', (code, { message }) =>
    reported.push(`${code} ${message}`),
  );
  expect([result.statusCode, reported]).toEqual([504, ['ui_node_unreachable reset by the node']]);
});

test('a refusal is returned as it is', async () => {
  const refusal = { statusCode: 400, multiValueHeaders: {}, body: '{"code":"request_malformed"}' };
  expect(await bufferAnswer(refusal, 'req-5', () => undefined)).toEqual(refusal);
});
