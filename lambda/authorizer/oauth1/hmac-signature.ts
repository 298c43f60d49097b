import { createHmac, createSecretKey, timingSafeEqual, type KeyObject } from 'node:crypto';
import { percentEncode } from './percent-encoding';

/** Hash behind each signature method. HMAC-SHA256 is not in the RFC; its users swap the hash and nothing else. */
const HASHES = { 'HMAC-SHA1': 'sha1', 'HMAC-SHA256': 'sha256' } as const;

/** A signature method that is computed here. */
export type HmacSignatureMethod = keyof typeof HASHES;

/** The HMAC key (RFC 5849 §3.4.2): both secrets encoded, joined by an `&` that also stays without a token. */
export function hmacKey(consumerSecret: string, tokenSecret = ''): KeyObject {
  return createSecretKey(Buffer.from(`${percentEncode(consumerSecret)}&${percentEncode(tokenSecret)}`));
}

/** The signature of a base string in base64 (RFC 5849 §3.4.2). */
export function hmacSignature(method: HmacSignatureMethod, key: KeyObject, baseString: string): string {
  return createHmac(HASHES[method], key).update(baseString).digest('base64');
}

/**
 * Verifies a signature in time that does not depend on where it differs. The base64 text itself is compared, so the
 * other spellings of the same octets do not pass.
 */
export function verifyHmacSignature(
  method: HmacSignatureMethod,
  key: KeyObject,
  baseString: string,
  signature: string,
): 'verified' | 'mismatch' {
  const expected = Buffer.from(hmacSignature(method, key, baseString));
  const given = Buffer.from(signature);
  return expected.length === given.length && timingSafeEqual(expected, given) ? 'verified' : 'mismatch';
}
