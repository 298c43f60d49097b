const UNRESERVED_ONLY = /^[A-Za-z0-9\-._~]*$/;

/**
 * Percent-encodes text as UTF-8, every character but the unreserved ones, in upper-case hex (RFC 5849 §3.6).
 *
 * @throws URIError when the text holds a lone surrogate, which has no UTF-8 form.
 */
export function percentEncode(text: string): string {
  if (UNRESERVED_ONLY.test(text)) return text;
  // encodeURIComponent leaves these five as they are; §3.6 does not.
  return encodeURIComponent(text).replace(/[!'()*]/g, (character) => ESCAPED_BY_HAND[character]!);
}

const ESCAPED_BY_HAND: Readonly<Record<string, string>> = {
  '!': '%21',
  "'": '%27',
  '(': '%28',
  ')': '%29',
  '*': '%2A',
};

/** Percent-decodes UTF-8 text, `+` staying a plus (RFC 5849 §3.6); `undefined` when an escape is malformed. */
export function percentDecode(text: string): string | undefined {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
