/**
 * The path and query of the request line, written so that RQL reaches the node as its parser wants it. API Gateway
 * hands the query over decoded, so it is encoded anew here, but for what carries meaning in RQL (docs.cloudblue.com,
 * APS REST API, "RQL"). The signature holds either way: its base string is made of decoded names and values.
 */

/** Decoded query parameters, in API Gateway's order. */
export type Query = Readonly<Record<string, readonly string[] | undefined>>;

/**
 * Writes the request target.
 *
 * @param path as requested, percent-encoded: `requestContext.path`
 * @param query decoded; a parameter without value has an empty one
 */
export function requestTarget(path: string, query: Query): string {
  const parameters = Object.entries(query).flatMap(([name, values = []]) =>
    values.map((value) => parameter(name, value)),
  );
  return parameters.length === 0 ? path : `${path}?${parameters.join('&')}`;
}

/** `limit(0,10)` and `limit(0,10)=` arrive alike; RQL has operators without `=`, so there is none. */
const parameter = (name: string, value: string) =>
  withSortSigns(value === '' ? encodeName(name) : `${encodeName(name)}=${encodeValue(value)}`);

/** Structure of RQL calls, lists and wildcards, and what URIs of APS types are made of, stay literal. */
const NOT_LITERAL = /[^A-Za-z0-9\-._~(),*:/]/gu;
/** A node takes the first `=` for the separator, so that one inside a name is encoded. */
const encodeName = (name: string) => name.replace(NOT_LITERAL, percentEncoded);
/** In a value `=` stays literal, as in `name=like=*x*`: the first one separates, the others are RQL's. */
const encodeValue = (value: string) => value.split('=').map(encodeName).join('=');

/** In `sort(+name)` the plus arrives as a space, which would mean nothing there. */
const withSortSigns = (text: string) => text.replace(/\bsort\([^()]*\)/g, (call) => call.replace(/([(,])%20/g, '$1+'));

/** Every UTF-8 byte as %XX; half a surrogate pair becomes the replacement character. */
const percentEncoded = (character: string) =>
  [...Buffer.from(character, 'utf8')].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('');

/** What to do about a target that no request line can hold (RFC 9112 §3.2); the path of it is as the consumer sent it. */
export const unsendableTarget = (target: string): string | undefined =>
  /[^\x21-\x7e]/.test(target) ? 'The path holds spaces or characters beyond ASCII: percent-encode them.' : undefined;
