/**
 * Headers on both ways, as API Gateway's own HTTP_PROXY treats them (developer guide, "Important notes"), so that a
 * node sees the same whichever way a gateway forwards.
 */

/** Header name → values, as the event has them. */
export type Headers = Readonly<Record<string, readonly string[] | undefined>>;

/** Of one connection only (RFC 9110 §7.6.1). */
const HOP_BY_HOP = [
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
];
const NOT_SENT = new Set([
  ...HOP_BY_HOP,
  'content-encoding',
  'content-length',
  'content-md5',
  'expect',
  'host',
  'max-forwards',
  'server',
  'via',
  'www-authenticate',
  'x-http-method-override',
  // Set below; a client's own value would be believed by the platform.
  'x-forwarded-host',
]);
const NOT_RETURNED = new Set([...HOP_BY_HOP, 'content-length', 'via']);

/**
 * Headers for the node.
 *
 * @param received of the event
 * @param host what the node is called by name, with its port
 * @param forwardedHost host that the consumer called
 * @param bodyBytes length of the body; what 0 asks of Content-Length depends on the method, and is left to Node.js
 */
export function requestHeaders(
  received: Headers,
  host: string,
  forwardedHost: string,
  bodyBytes: number,
): Record<string, string | string[]> {
  const named = connectionHeaders(received);
  // By their lower-case names: Node.js would send the last of two spellings alone.
  const passed = new Map<string, { name: string; values: string[] }>();
  for (const [name, values = []] of Object.entries(received)) {
    const lower = name.toLowerCase();
    // CGI-like servers take all punctuation for a hyphen.
    if (NOT_SENT.has(lower.replace(/[^a-z0-9]/g, '-')) || named.has(lower)) continue;
    const before = passed.get(lower);
    if (before) before.values.push(...values);
    else passed.set(lower, { name, values: [...values] });
  }
  return {
    ...Object.fromEntries([...passed.values()].map(({ name, values }) => [name, values])),
    Host: host,
    'X-Forwarded-Host': forwardedHost,
    ...(bodyBytes > 0 && { 'Content-Length': String(bodyBytes) }),
  };
}

/** Headers that `Connection` declares to be of this connection only. */
const connectionHeaders = (headers: Headers) =>
  new Set(
    Object.entries(headers)
      .filter(([name]) => name.toLowerCase() === 'connection')
      .flatMap(([, values = []]) => values.flatMap((value) => value.split(',')))
      .map((name) => name.trim().toLowerCase()),
  );

/**
 * Headers for the consumer.
 *
 * @param raw names and values in turn, as Node.js read them
 */
export function responseHeaders(raw: readonly string[]): Record<string, string[]> {
  // A node may name a header after what every object has.
  const headers = new Map<string, string[]>();
  for (let index = 0; index + 1 < raw.length; index += 2) {
    const name = raw[index]!;
    headers.set(name, [...(headers.get(name) ?? []), raw[index + 1]!]);
  }
  const named = connectionHeaders(Object.fromEntries(headers));
  return Object.fromEntries(
    [...headers].filter(([name]) => {
      const lower = name.toLowerCase();
      return !NOT_RETURNED.has(lower) && !named.has(lower);
    }),
  );
}

/** What Node.js refuses to send (RFC 9110 §5.5): a control character, or one beyond Latin-1. */
// oxlint-disable-next-line no-control-regex
const NOT_OF_VALUE = /[^\t\x20-\x7e\x80-\xff]/;
const NAME = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

/** What to do about a header that cannot be sent as it is. */
export function unsendableHeader(headers: Readonly<Record<string, string | readonly string[]>>): string | undefined {
  for (const [name, values] of Object.entries(headers)) {
    if (!NAME.test(name)) return 'The name of a header holds other characters than letters, digits and hyphens.';
    if ([values].flat().some((value) => NOT_OF_VALUE.test(value)))
      return `The header ${name} holds characters beyond Latin-1 or control characters: encode them.`;
  }
  return undefined;
}
