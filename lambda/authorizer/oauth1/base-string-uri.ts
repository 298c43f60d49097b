import type { Authority } from './authority';

/** The parts of a requested URL that make up its base string URI. */
export interface RequestedUrl extends Authority {
  readonly scheme: 'http' | 'https';
  /** Path as sent, escapes untouched; empty means `/`. */
  readonly path: string;
}

const DEFAULT_PORT = { http: 80, https: 443 } as const;

/** Returns the base string URI (RFC 5849 §3.4.1.2): lower-case host, no default port, no query, the path as sent. */
export function baseStringUri({ scheme, host, port, path }: RequestedUrl): string {
  const authority =
    port === undefined || port === DEFAULT_PORT[scheme] ? host.toLowerCase() : `${host.toLowerCase()}:${port}`;
  return `${scheme}://${authority}${path || '/'}`;
}
