const NOT_UNRESERVED = /[^A-Za-z0-9\-._~]/;
// What encodeURIComponent leaves as it is and RFC 5849 §3.6 does not.
const LEFT_OVER = /[!'()*]/g;

/**
 * Percent-encodes text as UTF-8, every character but the unreserved ones, in upper-case hex (RFC 5849 §3.6).
 *
 * @throws URIError when the text holds a lone surrogate, which has no UTF-8 form.
 */
export function percentEncode(text: string): string {
  return NOT_UNRESERVED.test(text) ? encodeURIComponent(text).replace(LEFT_OVER, escapeAscii) : text;
}

function escapeAscii(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}

/** Percent-decodes UTF-8 text, `+` staying a plus (RFC 5849 §3.6); `undefined` when an escape is malformed. */
export function percentDecode(text: string): string | undefined {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
