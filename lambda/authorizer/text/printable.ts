import { percentEncode } from '../oauth1/percent-encoding';

const MAX_LENGTH = 64;
const MAX_URI_LENGTH = 256;
const MAX_PARAMETER_LENGTH = 48;
// Everything except a URI's characters (RFC 3986 §2). The dollar sign is excluded too: it starts API Gateway variables.
const FOREIGN_TO_URI = /[^A-Za-z0-9\-._~%:/?@!&'()*+,;=]+/g;

// The characters that RQL is made of stay readable. An apostrophe is excluded because it delimits the text, and the
// percent sign because it starts an escape.
const FOREIGN_TO_PARAMETER = /[^A-Za-z0-9\-._~:/?@!&()*+,;=]+/g;

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

/** Makes a decoded name or value of a query safe for the same places, and keeps RQL readable. */
export function printableParameter(text: string): string {
  const cut = text.length > MAX_PARAMETER_LENGTH;
  const shown = text.slice(0, MAX_PARAMETER_LENGTH).toWellFormed().replace(FOREIGN_TO_PARAMETER, percentEncode);
  return cut ? `${shown}...` : shown;
}
