import { percentEncode } from '../oauth1/percent-encoding';

const LONGEST = 64;
const LONGEST_URI = 256;
// What a URI consists of (RFC 3986 §2), less the dollar sign, by which API Gateway's own variables begin.
const FOREIGN_TO_URI = /[^A-Za-z0-9\-._~%:/?@!&'()*+,;=]+/g;

/** Text of a request, made safe to repeat in JSON, in a header and in a log line: percent-encoded and cut. */
export function printable(text: string): string {
  return percentEncode(text.slice(0, LONGEST).toWellFormed());
}

/** A URI or a pattern of paths, made safe in the same places and still readable. */
export function printableUri(uri: string): string {
  const encoded = uri
    .slice(0, LONGEST_URI + 1)
    .toWellFormed()
    .replace(FOREIGN_TO_URI, percentEncode);
  return encoded.length > LONGEST_URI ? `${encoded.slice(0, LONGEST_URI).replace(/%.?$/, '')}...` : encoded;
}
