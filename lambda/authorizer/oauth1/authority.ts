/** Host and port as requested. */
export interface Authority {
  /** Name or address as given; an IPv6 address keeps its brackets. */
  readonly host: string;
  readonly port?: number;
}

// An IPv6 address or a registered name (RFC 3986 §3.2.2), and a port. ASCII only.
const AUTHORITY = /^(\[[0-9a-f:.]+\]|[a-z0-9\-._~%!$&'()*+,;=]+)(?::(\d{0,5}))?$/i;

/** Splits the value of a Host header (RFC 5849 §3.4.1.2, RFC 3986 §3.2). Returns `undefined` when it is invalid. */
export function parseAuthority(text: string): Authority | undefined {
  const [, host, port] = AUTHORITY.exec(text) ?? [];
  if (host === undefined) return undefined;
  return port ? { host, port: Number(port) } : { host };
}
