import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Answer, ResponseMetadata } from './answer';
import { asError } from './forward';

/** Starts a streamed response and returns the stream for its body. */
export type Begin = (metadata: ResponseMetadata) => Writable;

/**
 * Passes an answer on as it arrives. If it breaks off, so does the response: a part must not pass for the whole.
 *
 * @param onBroken called with the cause when the answer breaks off: the consumer already has its status
 * @throws the cause
 */
export async function streamAnswer(
  { body, ...metadata }: Answer,
  begin: Begin,
  onBroken: (cause: Error) => void,
): Promise<void> {
  try {
    await pipeline(typeof body === 'string' ? Readable.from([body]) : body, begin(metadata));
  } catch (error) {
    onBroken(asError(error));
    throw error;
  }
}
