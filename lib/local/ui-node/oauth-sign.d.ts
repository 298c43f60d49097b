/** npm's oauth-sign has no types of its own. */
declare module 'oauth-sign' {
  type Parameters = Readonly<Record<string, string | readonly string[]>>;
  type Sign = (
    method: string,
    baseUri: string,
    parameters: Parameters,
    consumerSecret: string,
    tokenSecret: string,
  ) => string;
  /** HMAC-SHA1 signature, base64. */
  export const hmacsign: Sign;
  /** HMAC-SHA256 signature, base64. */
  export const hmacsign256: Sign;
  export function plaintext(consumerSecret: string, tokenSecret: string): string;
  /** Percent-encoding of RFC 5849 §3.6. */
  export function rfc3986(text: string): string;
}
