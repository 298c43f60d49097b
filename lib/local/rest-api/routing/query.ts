/** Query parameters as API Gateway sees them: decoded, values by name. */
export type QueryParameters = ReadonlyMap<string, readonly string[]>;

/**
 * Decodes a raw query as API Gateway does for events: each `%XX` once, `+` as a space (both recorded), a raw `;` splits
 * like `&` (documented), a name without `=` gets an empty value (inferred).
 *
 * AWS documents that the order between different names is lost. It is turned round here, so that nothing can rely on
 * it; values of one name keep theirs (recorded).
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

/** `%XX` as UTF-8 and `+` as a space; bytes that are no UTF-8 become U+FFFD (unknown for AWS). */
function decodeFormComponent(text: string): string {
  const spaced = text.replaceAll('+', ' ');
  if (!spaced.includes('%')) return spaced;
  return spaced.replace(/(?:%[0-9A-Fa-f]{2})+/g, (escapes) =>
    Buffer.from(escapes.replaceAll('%', ''), 'hex').toString('utf8'),
  );
}

/** Characters, beside letters and digits, that go out literally in a query. */
const LITERAL_IN_VALUES = "-._~!$'()*,:/?@=[]";

/**
 * Writes decoded parameters into the request line to the UI node.
 *
 * AWS documents that HTTP_PROXY sends decoded parameters, and only `%` is certain to be encoded again. Taken here, as
 * the reading that keeps every parameter's value: `( ) , * : /` literal (inferred, medium), space as `%20`, `+` as `%2B`
 * (unknown), all that a URL cannot hold or that would split the query encoded (inferred). A parameter with an empty
 * value goes out as its bare name: `x` and `x=` are one and the same after decoding, and RQL needs the former (unknown).
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
