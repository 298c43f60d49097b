/** Query parameters as API Gateway sees them: decoded, with values by name. */
export type QueryParameters = ReadonlyMap<string, readonly string[]>;

/**
 * Decodes a raw query as API Gateway does for events: each `%XX` once, `+` as a space (both recorded), a raw `;` splits
 * like `&` (documented), a name without `=` gets an empty value (inferred).
 *
 * AWS documents that the order of different names is lost. It is reversed here, so that nothing can rely on it. Values
 * of one name keep their order (recorded).
 */
export function decodeQuery(query: string): QueryParameters {
  const decoded = new Map<string, string[]>();
  for (const pair of query.split(/[&;]/).toReversed()) {
    if (pair === '') continue;
    const equals = pair.indexOf('=');
    const name = decodeFormComponent(equals < 0 ? pair : pair.slice(0, equals));
    const value = equals < 0 ? '' : decodeFormComponent(pair.slice(equals + 1));
    const values = decoded.get(name);
    if (values) values.unshift(value);
    else decoded.set(name, [value]);
  }
  return decoded;
}

/** Decodes `%XX` as UTF-8 and `+` as a space. Invalid bytes become U+FFFD (unknown for AWS). */
function decodeFormComponent(text: string): string {
  const spaced = text.replaceAll('+', ' ');
  if (!spaced.includes('%')) return spaced;
  return spaced.replace(/(?:%[0-9A-Fa-f]{2})+/g, (escapes) =>
    Buffer.from(escapes.replaceAll('%', ''), 'hex').toString('utf8'),
  );
}

/** Characters other than letters and digits that are sent literally in a query. */
const LITERAL_IN_VALUES = "-._~!$'()*,:/?@=[]";

/**
 * Writes decoded parameters into the request line to the UI node.
 *
 * AWS documents that HTTP_PROXY sends decoded parameters; only `%` is certain to be encoded again. This keeps every
 * parameter's value: `( ) , * : /` are literal (inferred, medium), a space is `%20`, `+` is `%2B` (unknown), and
 * characters that are invalid in a URL or would split the query are encoded (inferred). A parameter with an empty value
 * is sent as its bare name: `x` and `x=` are the same after decoding, and RQL needs the former (unknown).
 */
export function encodeQuery(parameters: QueryParameters): string {
  const pairs: string[] = [];
  for (const [name, values] of parameters) {
    const encodedName = encode(name).replaceAll('=', '%3D');
    for (const value of values) pairs.push(value === '' ? encodedName : `${encodedName}=${encode(value)}`);
  }
  return pairs.join('&');
}

function encode(text: string): string {
  let encoded = '';
  for (const character of text) {
    const literal = /[A-Za-z0-9]/.test(character) || LITERAL_IN_VALUES.includes(character);
    encoded += literal ? character : percentEncode(character);
  }
  return encoded;
}

function percentEncode(character: string): string {
  return Buffer.from(character, 'utf8').toString('hex').toUpperCase().replace(/../g, '%$&');
}
