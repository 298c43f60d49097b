import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';

import { type HeaderList, headerValue, type OutgoingResponse } from '../../http/http-message';
import { BOOSTER_HEADER } from '../booster-header';
import type { NodeFault } from './node-fault';

const MEGABYTE = 1024 * 1024;

const COMPRESS = { gzip: gzipSync, br: brotliCompressSync, deflate: deflateSync } as const;

/** Time in which the first half of a body reaches the other end before the connection is closed. */
const HALF_SENT_MS = 50;

/**
 * Answers a request as a fault declares.
 *
 * @param answer carries the request out; called only if the fault does not make the answer itself
 * @param gone aborted once the caller has gone
 * @throws Error if the connection has to be closed without an answer
 */
export async function playFault(
  fault: NodeFault,
  answer: () => Promise<OutgoingResponse>,
  gone: AbortSignal,
): Promise<OutgoingResponse> {
  const { delaySeconds, headers = {}, compression, breakOff } = fault;
  // Before the delay: a caller that no longer waits has to find what it asked for carried out.
  let response = breakOff === 'beforeAnswer' ? undefined : (madeAnswer(fault) ?? (await answer()));
  if (delaySeconds !== undefined) await setTimeout(delaySeconds * 1000, undefined, { signal: gone });
  if (response === undefined) throw new Error('A node fault closes the connection.');
  response = { ...response, headers: replaced(response.headers, headers) };
  if (compression !== undefined) response = await compressed(response, compression);
  return breakOff === 'inBody' ? brokenOff(response) : response;
}

/** The answer that a fault has instead of the node's own. */
function madeAnswer({ status, body, bodyMegabytes }: NodeFault): OutgoingResponse | undefined {
  if (status === undefined && body === undefined && bodyMegabytes === undefined) return undefined;
  const text = bodyMegabytes === undefined ? bodyText(body) : filler(bodyMegabytes);
  return {
    status: status ?? 200,
    headers: [BOOSTER_HEADER, ['Content-Type', typeof body === 'string' ? 'text/plain' : 'application/json']],
    body: Buffer.from(text),
  };
}

function bodyText(body: NodeFault['body']): string {
  return typeof body === 'string' ? body : JSON.stringify(body ?? {});
}

/** JSON of exactly this size. */
function filler(megabytes: number): string {
  const frame = '{"filler":""}';
  return `{"filler":"${'x'.repeat(megabytes * MEGABYTE - frame.length)}"}`;
}

function replaced(headers: HeaderList, others: NonNullable<NodeFault['headers']>): HeaderList {
  const names = new Set(Object.keys(others).map((name) => name.toLowerCase()));
  const added = Object.entries(others).map(([name, value]) => [name, String(value)] as const);
  return [...headers.filter(([name]) => !names.has(name.toLowerCase())), ...added];
}

/** Compresses an answer, unless it is compressed already. */
async function compressed(
  response: OutgoingResponse,
  compression: NonNullable<NodeFault['compression']>,
): Promise<OutgoingResponse> {
  const { status, headers, body } = response;
  if (headerValue(headers, 'content-encoding') !== undefined) return response;
  const withoutLength = headers.filter(([name]) => name.toLowerCase() !== 'content-length');
  return {
    status,
    headers: [...withoutLength, ['Content-Encoding', compression]],
    body: COMPRESS[compression](await wholeBody(body)),
  };
}

async function brokenOff({ status, headers, body }: OutgoingResponse): Promise<OutgoingResponse> {
  const content = await wholeBody(body);
  async function* half() {
    yield content.subarray(0, Math.ceil(content.length / 2));
    await setTimeout(HALF_SENT_MS);
    throw new Error('A node fault breaks the body off.');
  }
  return { status, headers, body: Readable.from(half()) };
}

async function wholeBody(body: OutgoingResponse['body']): Promise<Buffer> {
  return Buffer.isBuffer(body) ? body : buffer(body);
}
