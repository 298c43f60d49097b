import type { HmacSignatureMethod } from './hmac-signature';

/** Bytes of an HMAC by each method. */
export const HMAC_BYTES: Readonly<Record<HmacSignatureMethod, number>> = { 'HMAC-SHA1': 20, 'HMAC-SHA256': 32 };

const BASE64 = /^[A-Za-z0-9+/]+=*$/;

/**
 * Says why a text cannot be a signature by a method, whatever the key (RFC 5849 §3.4.2: base64 of the HMAC's bytes);
 * `undefined` if it could be one. Repeats nothing of the text.
 */
export function signatureShapeProblem(method: HmacSignatureMethod, signature: string): string | undefined {
  const bytes = HMAC_BYTES[method];
  const expected = base64Length(bytes);
  if (signature === '') return 'it is empty';
  if (/[\r\n]/.test(signature)) return 'it contains a line end; encode base64 without line ends';
  if (signature.includes(' ')) return 'it contains a space; percent-encode its + as %2B';
  if (signature.includes('%')) return 'it is percent-encoded twice';
  if (signature.length === 2 * bytes && /^[0-9a-f]+$/i.test(signature))
    return "it is hexadecimal; send base64 of the HMAC's bytes";
  if (/^[A-Za-z0-9_-]+=*$/.test(signature) && /[_-]/.test(signature))
    return 'it uses the URL-safe alphabet of base64; send + and / instead of - and _';
  if (!BASE64.test(signature)) return 'it is not base64';
  if (signature.length === base64Length(2 * bytes))
    return "it has the length of base64 of hexadecimal text; send base64 of the HMAC's bytes";
  if (signature.length === expected - 1 && !signature.endsWith('=')) return 'it lacks the = at its end';
  const other = Object.entries(HMAC_BYTES).find(([, count]) => signature.length === base64Length(count));
  if (other && other[0] !== method)
    return `it has the length of ${other[0]}, and the oauth_signature_method is ${method}`;
  if (signature.length !== expected) return `it has ${signature.length} characters; ${method} has ${expected}`;
  return signature.endsWith('=') ? undefined : 'it lacks the = at its end';
}

/** Characters of base64 text for this many bytes. */
export function base64Length(bytes: number): number {
  return 4 * Math.ceil(bytes / 3);
}
