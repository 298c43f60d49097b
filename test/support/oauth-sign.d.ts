declare module 'oauth-sign' {
  type Parameters = Readonly<Record<string, string | readonly string[]>>;
  type Sign = (
    method: string,
    baseUri: string,
    parameters: Parameters,
    consumerSecret: string,
    tokenSecret: string,
  ) => string;
  export const hmacsign: Sign;
  export const hmacsign256: Sign;
  export function plaintext(consumerSecret: string, tokenSecret: string): string;
  export function rfc3986(text: string): string;
}
