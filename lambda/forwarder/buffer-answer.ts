import { isUtf8 } from 'node:buffer';
import type { Readable } from 'node:stream';
import { type Answer, refusal, type ResponseMetadata } from './answer';
import { type AnswerProblem, asError, type OnFailed } from './forward';

/** Result of a function that is not streamed (API Gateway developer guide, "Output format of a Lambda function"). */
export interface ProxyResult extends ResponseMetadata {
  readonly body: string;
}

/** Lambda refuses a larger result, in bytes of JSON (Lambda developer guide, "Lambda quotas"). */
const MOST_RESULT_BYTES = 6 * 1024 * 1024;
/** A character that JSON escapes as `\u0000` takes six bytes. */
const MOST_ESCAPED = 6;

/**
 * Reads an answer into the result of a function. Neither Lambda nor API Gateway would explain an answer that is too large,
 * and API Gateway would damage one that is not UTF-8 text, so both are refused here.
 */
export async function bufferAnswer(answer: Answer, requestId: string, onFailed: OnFailed): Promise<ProxyResult> {
  const { body, ...metadata } = answer;
  if (typeof body === 'string') return { ...metadata, body };
  const refuse = (code: AnswerProblem | 'ui_node_unreachable', error: Error) => {
    onFailed(code, error, requestId);
    return refusal(code, requestId);
  };
  let bytes: Buffer | undefined;
  try {
    bytes = await readAtMost(body, MOST_RESULT_BYTES);
  } catch (error) {
    return refuse('ui_node_unreachable', asError(error));
  }
  if (bytes === undefined) return refuse('answer_too_large', tooLarge());
  if (!isUtf8(bytes)) return refuse('answer_not_text', new Error('The answer is not UTF-8 text'));
  const result = { ...metadata, body: bytes.toString('utf8') };
  return fits(result, bytes.length) ? result : refuse('answer_too_large', tooLarge());
}

/** Reads a whole body. Stops and returns `undefined` once the body is longer than allowed. */
async function readAtMost(body: Readable, mostBytes: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > mostBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}

/** Tests whether a result fits. Serializes it only if JSON's escapes could make it too large. */
function fits(result: ProxyResult, bodyBytes: number): boolean {
  return (
    bodyBytes * MOST_ESCAPED < MOST_RESULT_BYTES / 2 || Buffer.byteLength(JSON.stringify(result)) <= MOST_RESULT_BYTES
  );
}

function tooLarge(): Error {
  return new Error(`The answer is larger than ${MOST_RESULT_BYTES} bytes`);
}
