import { promisify } from 'node:util';
import { deflate, gunzip, gzip, inflate } from 'node:zlib';

import { isObject } from '../../is-object';
import { headerValue, headerValues, type IncomingRequest, type OutgoingResponse } from '../http/http-message';
import { Rejection } from './rejection';
import { MAX_PAYLOAD_BYTES } from '../../rest-api/request-target';

/** Content codings that API Gateway supports in addition to `identity` (Developer Guide, "Enable payload compression"). */
const CODINGS = {
  gzip: { compress: promisify(gzip), decompress: promisify<Buffer, object, Buffer>(gunzip) },
  deflate: { compress: promisify(deflate), decompress: promisify<Buffer, object, Buffer>(inflate) },
} as const;

/**
 * Decompresses a request's body by its Content-Encoding, as API Gateway does before it looks for a method. Bodies smaller
 * than the minimum are left as they are; without a minimum, every body is decompressed (documented).
 * @throws Rejection for a coding that API Gateway does not know, and for a body that is not in its coding
 */
export async function decompressRequest(request: IncomingRequest, minimumBytes = 0): Promise<IncomingRequest> {
  const encodings = headerValues(request.headers, 'content-encoding');
  const { body } = request;
  if (encodings.length === 0 || body.length === 0 || body.length < minimumBytes) return request;
  const name = encodings.join(',').trim().toLowerCase();
  if (name === 'identity') return request;
  if (!isCoding(name)) throw unsupported(undefined);
  try {
    return { ...request, body: await CODINGS[name].decompress(body, { maxOutputLength: MAX_PAYLOAD_BYTES }) };
  } catch (error) {
    // The limit is documented, but not whether the compressed or the decompressed size counts (inferred: both).
    if (isObject(error) && error['code'] === 'ERR_BUFFER_TOO_LARGE')
      throw new Rejection('REQUEST_TOO_LARGE', 'Request Too Long', { cause: error });
    throw unsupported(error);
  }
}

/**
 * Compresses the answer of an integration if the caller asks for a coding by name, the answer has none yet, and it is not
 * smaller than the minimum. Streams pass as they are. (Developer Guide, "Receive an API response with a compressed payload".)
 */
export async function compressResponse(
  response: OutgoingResponse,
  request: IncomingRequest,
  minimumBytes: number | undefined,
): Promise<OutgoingResponse> {
  const { headers, body } = response;
  if (minimumBytes === undefined || !Buffer.isBuffer(body) || body.length < minimumBytes) return response;
  if (headerValue(headers, 'content-encoding') !== undefined) return response;
  const coding = preferredCoding(headerValues(request.headers, 'accept-encoding').join(','));
  if (!isCoding(coding)) return response;
  return {
    ...response,
    headers: [...headers, ['Content-Encoding', coding]],
    body: await CODINGS[coding].compress(body),
  };
}

/** Finds the coding with the highest weight, the first of several equal ones, even if API Gateway does not support it. */
function preferredCoding(acceptEncoding: string): string {
  let preferred = { coding: '', weight: 0 };
  for (const element of acceptEncoding.split(',')) {
    const [coding = '', ...parameters] = element.split(';').map((part) => part.trim().toLowerCase());
    const weight = Number(parameters.find((parameter) => parameter.startsWith('q='))?.slice('q='.length) ?? 1);
    if (weight > preferred.weight) preferred = { coding, weight };
  }
  return preferred.coding;
}

function isCoding(name: string): name is keyof typeof CODINGS {
  return Object.hasOwn(CODINGS, name);
}

function unsupported(cause: unknown): Rejection {
  return new Rejection('UNSUPPORTED_MEDIA_TYPE', 'Unsupported Media Type', { cause });
}
