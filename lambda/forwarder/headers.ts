// Both directions treat headers as API Gateway's own HTTP_PROXY integration does (developer guide, "Important notes"), so
// that a node cannot tell whether a gateway forwards by function.
import { locationOnGateway } from './location';
import type { MultiValues, ReceivedRequest } from './proxy-event';

/** Headers of one connection only (RFC 9110 §7.6.1). */
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
  // Set by the forwarder, from what the authorizer verified.
  'authorization',
  'content-encoding',
  'content-length',
  'content-md5',
  // A session cookie would be a second credential next to the signature.
  'cookie',
  'expect',
  // From a proxy on the consumer's side; it may name any host.
  'forwarded',
  'host',
  'max-forwards',
  'server',
  'via',
  'www-authenticate',
  'x-http-method-override',
  // Set by the forwarder: the platform would trust a client's own value.
  'x-forwarded-host',
]);
const NOT_RETURNED = new Set([...HOP_BY_HOP, 'content-length', 'set-cookie', 'set-cookie2', 'via']);

/** Matches what Node.js refuses to send in a value (RFC 9110 §5.5): control characters and those beyond Latin-1. */
// oxlint-disable-next-line no-control-regex -- control characters are what it looks for
const NOT_IN_VALUES = /[^\t\x20-\x7e\x80-\xff]/;
const NAME = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

/** The parts of a request that its headers for the node depend on. */
type HeaderSources = Pick<ReceivedRequest, 'headers' | 'domainName' | 'authorization' | 'body'>;

/** Host header for the node, with its port, and whether its answer is streamed. */
interface NodeOptions {
  readonly host: string;
  readonly streamed: boolean;
}

/**
 * Returns the headers for the node. Without a body, Node.js sets Content-Length or not, depending on the method.
 *
 * A buffered answer must be text, so the node is asked not to compress it: API Gateway does that. It does not compress
 * streamed answers, so there the node may use any encoding that the consumer accepts.
 */
export function requestHeaders(
  { headers: received, domainName, authorization, body }: HeaderSources,
  { host, streamed }: NodeOptions,
): Record<string, string | string[]> {
  const named = connectionHeaders(received);
  // Grouped by lower-case name, because Node.js would send only the last of two spellings.
  const passed = new Map<string, { name: string; values: string[] }>();
  for (const [name, values] of Object.entries(received)) {
    const lower = name.toLowerCase();
    // CGI-like servers treat all punctuation as a hyphen.
    if (NOT_SENT.has(lower.replace(/[^a-z0-9]/g, '-')) || named.has(lower)) continue;
    if (lower === 'accept-encoding' && !streamed) continue;
    const before = passed.get(lower);
    if (before) before.values.push(...values);
    else passed.set(lower, { name, values: [...values] });
  }
  return {
    ...Object.fromEntries([...passed.values()].map(({ name, values }) => [name, values])),
    Host: host,
    'X-Forwarded-Host': domainName,
    Authorization: authorization,
    ...(!streamed && { 'Accept-Encoding': 'identity' }),
    ...(body.length > 0 && { 'Content-Length': String(body.length) }),
  };
}

/** Hosts of a redirect: the nodes' own becomes that of the gateway. */
interface RedirectHosts {
  readonly nodeHost: string;
  readonly gatewayHost: string;
}

/**
 * Returns the headers for the consumer.
 *
 * @param raw names and values in turn, as Node.js reads them
 */
export function responseHeaders(
  raw: readonly string[],
  { nodeHost, gatewayHost }: RedirectHosts,
): Record<string, string[]> {
  // A map, because a node may use a header name that every object has, such as `constructor`.
  const headers = new Map<string, string[]>();
  for (let index = 0; index + 1 < raw.length; index += 2) {
    const name = raw[index]!;
    const value = raw[index + 1]!;
    const passed = name.toLowerCase() === 'location' ? locationOnGateway(value, nodeHost, gatewayHost) : value;
    headers.set(name, [...(headers.get(name) ?? []), passed]);
  }
  const named = connectionHeaders(Object.fromEntries(headers));
  return Object.fromEntries(
    [...headers].filter(([name]) => {
      const lower = name.toLowerCase();
      return !NOT_RETURNED.has(lower) && !named.has(lower);
    }),
  );
}

/** Returns what the caller can do about a header that cannot be sent, or `undefined` when all of them can. */
export function unsendableHeader(headers: Readonly<Record<string, string | readonly string[]>>): string | undefined {
  for (const [name, values] of Object.entries(headers)) {
    if (!NAME.test(name)) return 'A header name contains characters other than letters, digits and hyphens: rename it.';
    if ([values].flat().some((value) => NOT_IN_VALUES.test(value)))
      return `The header ${name} contains control characters or characters beyond Latin-1: encode them.`;
  }
  return undefined;
}

/** Returns the names that the `Connection` header lists as belonging to this connection only. */
function connectionHeaders(headers: MultiValues): ReadonlySet<string> {
  return new Set(
    Object.entries(headers)
      .filter(([name]) => name.toLowerCase() === 'connection')
      .flatMap(([, values]) => values.flatMap((value) => value.split(',')))
      .map((name) => name.trim().toLowerCase()),
  );
}
