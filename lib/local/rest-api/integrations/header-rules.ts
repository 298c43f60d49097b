import type { HeaderList } from '../../http/http-message';

/** Dropped on the way to an HTTP_PROXY integration (documented, most of it recorded). */
const DROPPED_FROM_REQUEST = new Set([
  'connection',
  'content-encoding',
  'content-length',
  'content-md5',
  'expect',
  'host',
  'keep-alive',
  'max-forwards',
  'proxy-authenticate',
  'server',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'via',
  'www-authenticate',
  // Consumed by API Gateway itself (documented).
  'x-http-method-override',
]);

/** Dropped on the way back (documented). */
const DROPPED_FROM_RESPONSE = new Set([
  'expect',
  'host',
  'keep-alive',
  'proxy-authenticate',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'via',
]);

/** Come back as `x-amzn-Remapped-…`: the first five recorded, the others documented. */
const REMAPPED_IN_RESPONSE: ReadonlyMap<string, string> = new Map(
  [
    'Connection',
    'Content-Length',
    'Date',
    'Server',
    'x-amzn-RequestId',
    'Authorization',
    'Content-MD5',
    'Max-Forwards',
    'User-Agent',
    'WWW-Authenticate',
  ].map((name) => [name.toLowerCase(), name]),
);

/** Client headers that reach the UI node. A SigV4 Authorization would not (documented); an OAuth one does (recorded). */
export function requestHeadersToIntegration(headers: HeaderList): HeaderList {
  return headers.filter(([name, value]) => {
    const lower = name.toLowerCase();
    if (lower === 'authorization' && value.startsWith('AWS4-')) return false;
    return !DROPPED_FROM_REQUEST.has(lower);
  });
}

/** The UI node's headers as the consumer gets them. */
export function responseHeadersFromIntegration(headers: HeaderList): HeaderList {
  const passed = headers.flatMap(([name, value]): HeaderList => {
    const lower = name.toLowerCase();
    if (DROPPED_FROM_RESPONSE.has(lower)) return [];
    const remapped = REMAPPED_IN_RESPONSE.get(lower);
    return [[remapped === undefined ? name : `x-amzn-Remapped-${remapped}`, value]];
  });
  // API Gateway adds a content type to every integration response (documented).
  const typed = passed.some(([name]) => name.toLowerCase() === 'content-type');
  return typed ? passed : [...passed, ['Content-Type', 'application/json']];
}

/** Sets headers, replacing those of the same name: a mapped header replaces the client's (recorded; in other spelling: inferred). */
export function overrideHeaders(headers: HeaderList, overrides: HeaderList): HeaderList {
  const replaced = new Set(overrides.map(([name]) => name.toLowerCase()));
  return [...headers.filter(([name]) => !replaced.has(name.toLowerCase())), ...overrides];
}
