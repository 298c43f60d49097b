import { decodeProtectedHeader } from 'jose';
import type { BearerAlgorithm, BearerSettings } from '../contract';
import { Denied } from '../decision';
import { isOneOf } from '../text/one-of';
import { printable } from '../text/printable';

/** A token whose header is acceptable. Nothing in it is proved. */
export interface UnverifiedToken {
  /** JWS compact serialization (RFC 7515 §7.1). */
  readonly text: string;
  readonly algorithm: BearerAlgorithm;
  readonly keyId: string | undefined;
}

const BEARER = /^bearer +(.*)$/is;
/** Three parts of base64url, none of them empty: a token without a signature is never one. */
const COMPACT = /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/;
/**
 * Types of access and ID tokens (RFC 7519 §5.1, RFC 9068 §2.1), lower case. Others are made for another use. `application/`
 * may be left out (RFC 7515 §4.1.9).
 */
const TYPES: readonly unknown[] = [undefined, 'jwt', 'application/jwt', 'at+jwt', 'application/at+jwt'];
const MAX_KEY_ID_LENGTH = 256;

/**
 * Reads the token of an Authorization header (RFC 6750 §2.1) and validates its header. Keys that the token itself names
 * or carries (`jku`, `x5u`, `x5c`, `jwk`) are ignored: only the configured identity provider's are used.
 *
 * @param header value of the one Authorization header, of the scheme Bearer
 */
export function readToken(
  header: string,
  { algorithms }: Pick<BearerSettings, 'algorithms'>,
): UnverifiedToken | Denied {
  const text = BEARER.exec(header.trim())?.[1] ?? '';
  if (!COMPACT.test(text) || !isCanonical(text.slice(text.lastIndexOf('.') + 1))) return new Denied('token_malformed');
  const parameters = decodeHeader(text);
  if (!parameters) return new Denied('token_malformed');

  const { alg, kid, typ, crit, b64 } = parameters;
  if (!isOneOf(algorithms, alg)) {
    const sent = typeof alg === 'string' ? printable(alg) : 'missing';
    return new Denied('token_algorithm_refused', {
      sentence: `It is ${sent}; the gateway accepts ${algorithms.join(', ')}.`,
    });
  }
  const type = typeof typ === 'string' ? typ.toLowerCase() : typ;
  if (!TYPES.includes(type)) return new Denied('token_header_refused', { sentence: 'The parameter is typ.' });
  if (crit !== undefined || b64 !== undefined)
    return new Denied('token_header_refused', { sentence: 'The parameter is crit.' });
  if (kid !== undefined && (typeof kid !== 'string' || kid.length > MAX_KEY_ID_LENGTH)) {
    return new Denied('token_header_refused', { sentence: 'The parameter is kid.' });
  }
  return { text, algorithm: alg, keyId: kid };
}

/** Tests that no bits follow the last byte (RFC 4648 §3.5): decoders ignore them, and a token would have several texts. */
function isCanonical(base64url: string): boolean {
  return Buffer.from(base64url, 'base64url').toString('base64url') === base64url;
}

function decodeHeader(token: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return decodeProtectedHeader(token);
  } catch {
    return undefined;
  }
}
