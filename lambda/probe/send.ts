import { request } from 'node:https';
import type { ProbeAnswer } from './judge';

/** Time for the whole answer. A gateway answers within 29 seconds, but one that takes ten is not well. */
const LONGEST_MS = 10_000;
/** A refusal is shorter; the rest of a long list is not read. */
const MOST_BYTES = 64 * 1024;

/** A request that got no answer. Its message is Node.js's error code, or says what happened. */
export class NoAnswerError extends Error {}

/**
 * Sends a signed GET over HTTPS and reads the beginning of its answer.
 *
 * @param ca certificate authority to trust, PEM; the well-known ones when absent
 * @throws NoAnswerError
 */
export function send(url: string, authorization: string, ca?: string): Promise<ProbeAnswer> {
  return new Promise((resolve, reject) => {
    const fail = (error: Error) => reject(new NoAnswerError('code' in error ? String(error.code) : error.message));
    const signal = AbortSignal.timeout(LONGEST_MS);
    const headers = { authorization, accept: 'application/json', 'accept-encoding': 'identity' };
    // No connection is kept: it would be dead at the next turn of the clock, and look like a failure.
    const options = { method: 'GET', headers, signal, agent: false as const, ...(ca !== undefined && { ca }) };
    const sent = request(url, options, (response) => {
      const chunks: Buffer[] = [];
      let bytes = 0;
      const { statusCode: status = 0, headers: received } = response;
      const settle = () => resolve({ status, headers: received, body: Buffer.concat(chunks).toString() });
      response.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        bytes += chunk.length;
        if (bytes < MOST_BYTES) return;
        settle();
        sent.destroy();
      });
      response.on('end', settle);
      response.on('error', fail);
    });
    sent.on('error', fail);
    sent.end();
  });
}
