import type { MultiValues } from './proxy-event';

// Literal in a target: the structure of RQL calls, lists and wildcards, and the characters of APS type URIs.
const NOT_LITERAL = /[^A-Za-z0-9\-._~(),*:/]/gu;

/**
 * Writes the request target so that a node's RQL parser reads the query as its consumer meant it. API Gateway passes the
 * query decoded, so it is encoded again here, except for the characters that have a meaning in RQL (docs.cloudblue.com,
 * APS REST API, "RQL"). The signature still verifies, because its base string contains decoded names and values.
 *
 * @param path as requested, percent-encoded: `requestContext.path`
 * @param query decoded, in API Gateway's order; a parameter without a value has an empty one
 */
export function requestTarget(path: string, query: MultiValues): string {
  const parameters = Object.entries(query).flatMap(([name, values]) => values.map((value) => parameter(name, value)));
  return parameters.length === 0 ? path : `${path}?${parameters.join('&')}`;
}

/** Returns what the caller can do if no request line can hold the target (RFC 9112 §3.2), else `undefined`. */
export function unsendableTarget(target: string): string | undefined {
  // Only the path can cause it: the query is encoded above.
  return /[^\x21-\x7e]/.test(target)
    ? 'The path contains spaces or non-ASCII characters: percent-encode them.'
    : undefined;
}

/** Writes an empty value without `=`: `limit(0,10)` and `limit(0,10)=` arrive alike, and RQL operators have no `=`. */
function parameter(name: string, value: string): string {
  return withSortSigns(value === '' ? encodeName(name) : `${encodeName(name)}=${encodeValue(value)}`);
}

/** Encodes `=` too, because a node takes the first `=` as the separator. */
function encodeName(name: string): string {
  return name.replace(NOT_LITERAL, percentEncoded);
}

/** Keeps `=` literal, as in `name=like=*x*`: the first one separates, the others belong to RQL. */
function encodeValue(value: string): string {
  return value.split('=').map(encodeName).join('=');
}

/** Restores the plus of `sort(+name)`, which arrives as a space and has no meaning there. */
function withSortSigns(text: string): string {
  return text.replace(/\bsort\([^()]*\)/g, (call) => call.replace(/([(,])%20/g, '$1+'));
}

/** Encodes every UTF-8 byte as %XX; a lone surrogate becomes the replacement character. */
function percentEncoded(character: string): string {
  return [...Buffer.from(character, 'utf8')]
    .map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`)
    .join('');
}
