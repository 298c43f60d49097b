import { type HeaderList, headerValue } from '../../http/http-message';
import type { Exchange } from '../exchange';
import { Rejection } from '../rejection';

/**
 * Passes a request's body on. Without a matching entry in `binaryMediaTypes` it is read as UTF-8 text, and invalid bytes
 * are lost (recorded).
 */
export function passRequestBody(body: Buffer, headers: HeaderList, binaryMediaTypes: readonly string[]): Buffer {
  return isBinary(headers, 'content-type', binaryMediaTypes) ? body : asText(body);
}

/**
 * Passes a response's body on. If its content type and the request's `Accept` differ in being binary, it is converted
 * to or from base64; a text that is not base64 is 500 (recorded).
 * @throws Rejection for such a text
 */
export function passResponseBody(body: Buffer, headers: HeaderList, { api, request }: Exchange): Buffer {
  const binaryBody = isBinary(headers, 'content-type', api.binaryMediaTypes);
  const binaryAnswer = acceptsBinary({ api, request });
  if (binaryBody) return binaryAnswer ? body : Buffer.from(body.toString('base64'));
  return binaryAnswer ? fromBase64(body.toString('utf8')) : asText(body);
}

/** Checks whether a request accepts a binary body: its first media type counts (documented). */
export function acceptsBinary({ api, request }: Pick<Exchange, 'api' | 'request'>): boolean {
  return isBinary(request.headers, 'accept', api.binaryMediaTypes);
}

/** Checks the first media type of a header; without the header it counts as JSON. */
function isBinary(headers: HeaderList, name: string, binaryMediaTypes: readonly string[]): boolean {
  const mediaType = (headerValue(headers, name) ?? 'application/json').split(/[;,]/)[0]?.trim().toLowerCase();
  return binaryMediaTypes.some((type) => type === '*/*' || type.toLowerCase() === mediaType);
}

function asText(body: Buffer): Buffer {
  return Buffer.from(body.toString('utf8'));
}

function fromBase64(text: string): Buffer {
  if (/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text)) return Buffer.from(text, 'base64');
  throw new Rejection('API_CONFIGURATION_ERROR', 'Internal server error');
}
