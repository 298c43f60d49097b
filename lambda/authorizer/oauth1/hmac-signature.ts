import { createHmac, createSecretKey, timingSafeEqual, type KeyObject } from 'node:crypto';
import { percentEncode } from './percent-encoding';

/** Hash of each signature method. HMAC-SHA256 is not in the RFC; clients that use it only swap the hash. */
const HASHES = { 'HMAC-SHA1': 'sha1', 'HMAC-SHA256': 'sha256' } as const;

/** A signature method that uses HMAC. */
export type HmacSignatureMethod = keyof typeof HASHES;

/** Makes the HMAC key (RFC 5849 §3.4.2): both secrets encoded, joined by an `&` even without a token secret. */
export function hmacKey(consumerSecret: string, tokenSecret = ''): KeyObject {
  return createSecretKey(Buffer.from(`${percentEncode(consumerSecret)}&${percentEncode(tokenSecret)}`));
}

/** Returns the percent-encoded consumer secret of a key without a token secret. Do not keep it. */
export function encodedSecretOf(key: KeyObject): string {
  return key.export().toString('latin1').slice(0, -1);
}

/** Returns the base64 signature of a base string (RFC 5849 §3.4.2). */
export function hmacSignature(
  method: HmacSignatureMethod,
  key: KeyObject | string | Buffer,
  baseString: string,
): string {
  return createHmac(HASHES[method], key).update(baseString).digest('base64');
}

/**
 * Verifies a signature in constant time. Compares the base64 text rather than the bytes, so that no other spelling of the
 * same bytes passes.
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
