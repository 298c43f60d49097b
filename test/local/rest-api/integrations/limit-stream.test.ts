import { PassThrough, Readable } from 'node:stream';
import { buffer, text } from 'node:stream/consumers';

import { limitStream } from '../../../../lib/local/rest-api/integrations/limit-stream';

test('bytes pass as they are', async () => {
  const bytes = Buffer.from([0x1f, 0x8b, 0xff, 0x00]);
  expect(await buffer(limitStream(Readable.from([bytes]), { totalMs: 5000, idleMs: 5000 }))).toEqual(bytes);
});

test('a pause that is too long breaks the answer off', async () => {
  const body = new PassThrough();
  body.write('a part');
  await expect(text(limitStream(body, { totalMs: 5000, idleMs: 60 }))).rejects.toThrow('idle timeout of 60 ms');
  expect(body.destroyed).toBe(true);
});

test('an answer that takes too long is broken off, whatever arrives meanwhile', async () => {
  const body = new PassThrough();
  const arriving = setInterval(() => body.write('a part'), 20);
  try {
    await expect(text(limitStream(body, { totalMs: 150, idleMs: 5000 }))).rejects.toThrow('integration timeout');
  } finally {
    clearInterval(arriving);
  }
});

test('pauses that are short enough may together take longer than one', async () => {
  const body = new PassThrough();
  let left = 5;
  const arriving = setInterval(() => (left-- > 0 ? body.write('.') : body.end()), 60);
  try {
    expect(await text(limitStream(body, { totalMs: 20_000, idleMs: 250 }))).toBe('.....');
  } finally {
    clearInterval(arriving);
  }
});
