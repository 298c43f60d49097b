declare module 'oauth-sign' {
  type Parameters = Readonly<Record<string, string | readonly string[]>>;
  type Sign = (method: string, baseUri: string, parameters: Parameters, secret: string, tokenSecret: string) => string;
  /** HMAC-SHA1 signature, base64. */
  export const hmacsign: Sign;
  /** HMAC-SHA256 signature, base64. */
  export const hmacsign256: Sign;
  /** Percent-encoding of RFC 5849 §3.6. */
  export const rfc3986: (text: string) => string;
}
