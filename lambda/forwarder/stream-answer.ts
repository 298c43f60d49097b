import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Answer, ResponseMetadata } from './answer';

/** Starts a streamed response and returns the stream for its body. */
export type Begin = (metadata: ResponseMetadata) => Writable;

/** Passes an answer on as it arrives. If it breaks off, so does the response: a part must not pass for the whole. */
export async function streamAnswer({ body, ...metadata }: Answer, begin: Begin): Promise<void> {
  await pipeline(typeof body === 'string' ? Readable.from([body]) : body, begin(metadata));
}
