import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { Agent, get } from 'node:https';
import { JwksError } from './jwks';

/** Limits of a fetch. */
export interface FetchLimits {
  /** From its start until the answer is read whole. */
  readonly timeoutMs: number;
  readonly maxBytes: number;
}

export const FETCH_LIMITS: FetchLimits = { timeoutMs: 2000, maxBytes: 64 * 1024 };
/** Largest size of all header lines together. */
const MAX_HEADER_BYTES = 16 * 1024;

/**
 * Makes the function that fetches a document over HTTPS. Follows no redirect, and checks the server's certificate and
 * name whatever the environment says.
 *
 * @param uri https, of the identity provider
 */
export function jwksFetcher(uri: URL, { timeoutMs, maxBytes }: FetchLimits = FETCH_LIMITS): () => Promise<string> {
  // Unlike the global agent, keeps no connection: fetches are minutes apart.
  const agent = new Agent({ rejectUnauthorized: true });

  /** @throws JwksError, Error of Node.js */
  return async () => {
    const signal = AbortSignal.timeout(timeoutMs);
    const headers = { accept: 'application/jwk-set+json, application/json' };
    const request = get(uri, { agent, headers, maxHeaderSize: MAX_HEADER_BYTES, signal });
    try {
      const [response] = (await once(request, 'response')) as [IncomingMessage];
      // An abort while the answer is read is an error of the answer as well.
      request.on('error', () => undefined);
      if (response.statusCode !== 200) throw new JwksError(`Http${response.statusCode}`);
      return await readText(response, maxBytes);
    } catch (error) {
      throw signal.aborted ? new JwksError('FetchTimeout') : error;
    } finally {
      request.destroy();
    }
  };
}

async function readText(response: IncomingMessage, maxBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw new JwksError('AnswerTooLarge');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}
