const NOT_UNRESERVED = /[^A-Za-z0-9\-._~]/;
// Encoded by RFC 5849 §3.6, but not by encodeURIComponent.
const LEFT_OVER = /[!'()*]/;
const EACH_LEFT_OVER = new RegExp(LEFT_OVER, 'g');

/**
 * Percent-encodes text as UTF-8: every character except the unreserved ones, in upper-case hex (RFC 5849 §3.6).
 *
 * @throws URIError when the text contains a lone surrogate, which has no UTF-8 form
 */
export function percentEncode(text: string): string {
  if (!NOT_UNRESERVED.test(text)) return text;
  const encoded = encodeURIComponent(text);
  // Most text contains none of them, and testing costs a fraction of a replacement without a match.
  return LEFT_OVER.test(encoded) ? encoded.replace(EACH_LEFT_OVER, escapeAscii) : encoded;
}

function escapeAscii(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}

/** Percent-decodes UTF-8 text; `+` stays a plus (RFC 5849 §3.6). Returns `undefined` when an escape is malformed. */
export function percentDecode(text: string): string | undefined {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
