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
 * @param bodyBytes length of the body; 0 sends no Content-Length
 */
export function requestHeaders(
  received: Headers,
  host: string,
  forwardedHost: string,
  bodyBytes: number,
): Record<string, string | string[]> {
  const named = connectionHeaders(received);
  const passed = Object.entries(received).flatMap(([name, values = []]) => {
    const lower = name.toLowerCase();
    return NOT_SENT.has(lower) || named.has(lower) ? [] : [[name, [...values]] as const];
  });
  return {
    ...Object.fromEntries(passed),
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
  const headers: Record<string, string[]> = {};
  for (let index = 0; index + 1 < raw.length; index += 2) {
    const name = raw[index] ?? '';
    if (!NOT_RETURNED.has(name.toLowerCase())) (headers[name] ??= []).push(raw[index + 1] ?? '');
  }
  return headers;
}
