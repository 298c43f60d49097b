import { type HeaderList, headerValue } from '../../http/http-message';

/**
 * A body as API Gateway passes it on: without a fitting entry in `binaryMediaTypes` it is taken for UTF-8 text, and
 * bytes that are none are lost (documented).
 */
export function passPayload(body: Buffer, headers: HeaderList, binaryMediaTypes: readonly string[]): Buffer {
  const mediaType =
    (headerValue(headers, 'content-type') ?? 'application/json').split(';')[0]?.trim().toLowerCase() ?? '';
  const binary = binaryMediaTypes.some((type) => type === '*/*' || type.toLowerCase() === mediaType);
  return binary ? body : Buffer.from(body.toString('utf8'));
}
