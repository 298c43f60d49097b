import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { KEY_HEADER } from '../contract';

/** The server's port and secrets, against which requests are checked. */
export interface Guarded {
  /** Port on 127.0.0.1. */
  readonly port: number;
  /** Secret in the URL that the terminal prints; it signs a browser in. */
  readonly token: string;
  /** Secret in the cookie of a browser that is signed in. Scripts cannot read it. */
  readonly cookie: string;
  /**
   * Secret that the page keeps and sends in a header. Browsers send a cookie to every port of its host, so another
   * server of this machine may see the cookie; it cannot see what the page keeps.
   */
  readonly key: string;
}

/** Check that a request failed. */
export type Refused = 'host' | 'origin' | 'secrets';

/** Name of the cookie. Browsers send cookies to every port of a host, so each console has a name of its own. */
export function cookieName({ port }: Pick<Guarded, 'port'>): string {
  return `aps-gateway-console-${port}`;
}

/**
 * Refuses a request under a foreign name: a page whose host name was pointed to 127.0.0.1 (DNS rebinding) has its own
 * name in `Host`.
 */
export function guardHost({ headers }: IncomingMessage, { port }: Guarded): Refused | undefined {
  return [`127.0.0.1:${port}`, `localhost:${port}`].includes(headers.host ?? '') ? undefined : 'host';
}

/**
 * Refuses a call from another page. A form or an image of another page sends neither this `Origin` nor, in browsers that
 * send it, this `Sec-Fetch-Site`.
 */
export function guardOrigin({ headers, method }: IncomingMessage): Refused | undefined {
  const { origin } = headers;
  if (origin === undefined ? method !== 'GET' : origin !== `http://${headers.host ?? ''}`) return 'origin';
  const site = headers['sec-fetch-site'];
  return site === undefined || site === 'same-origin' ? undefined : 'origin';
}

/** Refuses a call without both secrets of a browser that is signed in. */
export function guardSecrets({ headers }: IncomingMessage, guarded: Guarded): Refused | undefined {
  const cookie = equal(cookieIn(headers.cookie ?? '', cookieName(guarded)), guarded.cookie);
  const key = equal(String(headers[KEY_HEADER.toLowerCase()] ?? ''), guarded.key);
  return cookie && key ? undefined : 'secrets';
}

/**
 * Refuses a document that a browser opens by itself, without the cookie or the secret in its address. The browser says `none` for an address that
 * was typed.
 *
 * @param address the secret in the address, and the one that is expected there
 */
export function guardPage(
  { headers }: IncomingMessage,
  guarded: Guarded,
  address: { readonly got: string; readonly expected: string },
): Refused | undefined {
  const site = headers['sec-fetch-site'] ?? 'none';
  if (site !== 'same-origin' && site !== 'none') return 'origin';
  const cookie = equal(cookieIn(headers.cookie ?? '', cookieName(guarded)), guarded.cookie);
  return cookie && equal(address.got, address.expected) ? undefined : 'secrets';
}

/** Compares two secrets in constant time. */
export function equal(got: string, expected: string): boolean {
  const [left, right] = [Buffer.from(got), Buffer.from(expected)];
  return left.length === right.length && timingSafeEqual(left, right);
}

function cookieIn(header: string, name: string): string {
  const found = header.split(/;\s*/).find((pair) => pair.startsWith(`${name}=`));
  return found?.slice(name.length + 1) ?? '';
}
