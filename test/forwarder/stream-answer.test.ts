import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { Answer, ResponseMetadata } from '../../lambda/forwarder/answer';
import { streamAnswer } from '../../lambda/forwarder/stream-answer';

async function streamed(body: Answer['body']) {
  const began: ResponseMetadata[] = [];
  const stream = new PassThrough();
  const sent = text(stream);
  const broken: string[] = [];
  const streaming = streamAnswer(
    { statusCode: 207, multiValueHeaders: { 'X-Own': ['4'] }, body },
    (metadata) => {
      began.push(metadata);
      return stream;
    },
    ({ message }) => broken.push(message),
  );
  return { began, sent, streaming, broken };
}

test('status and headers go first, then the body as it arrives', async () => {
  const { began, sent, streaming, broken } = await streamed(Readable.from([Buffer.from('one '), Buffer.from('two')]));
  await streaming;
  expect(broken).toEqual([]);
  expect([began, await sent]).toEqual([[{ statusCode: 207, multiValueHeaders: { 'X-Own': ['4'] } }], 'one two']);
});

test('a refusal is streamed like an answer', async () => {
  const { sent, streaming } = await streamed('{"code":"request_malformed"}');
  await streaming;
  expect(await sent).toBe('{"code":"request_malformed"}');
});

test('an answer that breaks off breaks the response off, and is reported with its cause', async () => {
  const { sent, streaming, broken } = await streamed(
    Readable.from(
      (function* () {
        yield Buffer.from('[1,');
        throw new Error('reset by the node');
      })(),
    ),
  );
  await expect(streaming).rejects.toThrow('reset by the node');
  await expect(sent).rejects.toThrow('reset by the node');
  expect(broken).toEqual(['reset by the node']);
});
