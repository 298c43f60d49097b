import { percentEncode } from '../oauth1/percent-encoding';

const MAX_LENGTH = 64;
const MAX_URI_LENGTH = 256;
// Everything except a URI's characters (RFC 3986 §2). The dollar sign is excluded too: it starts API Gateway variables.
const FOREIGN_TO_URI = /[^A-Za-z0-9\-._~%:/?@!&'()*+,;=]+/g;

/** Makes text from a request safe to repeat in JSON, a header and a log line: percent-encodes it and cuts it. */
export function printable(text: string): string {
  return percentEncode(text.slice(0, MAX_LENGTH).toWellFormed());
}

/** Makes a URI or path pattern safe for the same places, and keeps it readable. */
export function printableUri(uri: string): string {
  const encoded = uri
    .slice(0, MAX_URI_LENGTH + 1)
    .toWellFormed()
    .replace(FOREIGN_TO_URI, percentEncode);
  return encoded.length > MAX_URI_LENGTH ? `${encoded.slice(0, MAX_URI_LENGTH).replace(/%.?$/, '')}...` : encoded;
}
