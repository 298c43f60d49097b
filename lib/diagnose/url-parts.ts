/** The parts of an absolute URL, all as typed. */
export interface UrlParts {
  readonly scheme: string;
  readonly authority: string;
  /** Empty if the URL has none. */
  readonly path: string;
  /** Without its `?`; absent if the URL has none. */
  readonly query?: string;
}

const PARTS = /^([a-z]+):\/\/([^/?#]*)([^?#]*)(?:\?([^#]*))?/is;

/** Splits an absolute URL and changes nothing in it. */
export function urlParts(url: string): UrlParts {
  const [, scheme = '', authority = '', path = '', query] = PARTS.exec(url) ?? [];
  return { scheme, authority, path, ...(query !== undefined && { query }) };
}
