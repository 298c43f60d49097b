import { parseAuthority } from './authority';
import { formatAuthorizationHeader } from './authorization-header';
import { baseStringUri } from './base-string-uri';
import { hmacKey, hmacSignature, type HmacSignatureMethod } from './hmac-signature';
import type { Parameter } from './parameter';
import { parseQueryParameters } from './query-parameters';
import { signatureBaseString } from './signature-base-string';

/** The request to sign, and the credentials to sign it with. */
export interface SigningOptions {
  readonly method: string;
  /** Absolute URL exactly as it will be sent: path and query are used as they are. */
  readonly url: string;
  readonly consumerKey: string;
  readonly consumerSecret: string;
  /** Seconds since 1970. */
  readonly timestamp: number;
  /** Never used before with this timestamp. */
  readonly nonce: string;
  /** @default 'HMAC-SHA1' */
  readonly signatureMethod?: HmacSignatureMethod;
  /** @default no realm */
  readonly realm?: string;
}

/** The Authorization header of a signed request, and its base string for comparison. */
export interface SignedHeader {
  readonly authorization: string;
  readonly baseString: string;
}

const ABSOLUTE_URL = /^(https?):\/\/([^/?#]+)(\/[^?#]*)?(?:\?([^#]*))?(?:#.*)?$/i;

/**
 * Signs a request without a form body (RFC 5849 §3.1, §3.4, §3.5.1), for a consumer that has no token.
 *
 * @throws RangeError when the URL is not absolute http or https, or contains a malformed escape
 */
export function signRequest(options: SigningOptions): SignedHeader {
  const [, scheme = '', host = '', path = '', query = ''] = ABSOLUTE_URL.exec(options.url) ?? [];
  const authority = parseAuthority(host);
  if (!authority) throw new RangeError(`"${options.url}" is not an absolute http or https URL`);

  const signatureMethod = options.signatureMethod ?? 'HMAC-SHA1';
  const protocol: Parameter[] = [
    ['oauth_consumer_key', options.consumerKey],
    ['oauth_signature_method', signatureMethod],
    ['oauth_timestamp', String(options.timestamp)],
    ['oauth_nonce', options.nonce],
    ['oauth_version', '1.0'],
  ];
  const uri = baseStringUri({ scheme: scheme.toLowerCase() === 'https' ? 'https' : 'http', ...authority, path });
  const baseString = signatureBaseString(options.method, uri, [...parseQueryParameters(query), ...protocol]);
  const signature = hmacSignature(signatureMethod, hmacKey(options.consumerSecret), baseString);
  return {
    authorization: formatAuthorizationHeader([...protocol, ['oauth_signature', signature]], options.realm),
    baseString,
  };
}
