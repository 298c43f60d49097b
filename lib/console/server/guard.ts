import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** What the guard knows about the server that it guards. */
export interface Guarded {
  /** Port on 127.0.0.1. */
  readonly port: number;
  /** Secret in the URL that the terminal prints. */
  readonly token: string;
  /** Secret in the cookie that the token is exchanged for. */
  readonly cookie: string;
}

/** Why a request is refused. */
export type Refused = 'host' | 'origin' | 'cookie';

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
 * Refuses a call to the API from another page or without the cookie. A form or an image of another page sends neither
 * this `Origin` nor, where browsers tell it, this `Sec-Fetch-Site`; the cookie is `SameSite=Strict`.
 */
export function guardCall({ headers, method }: IncomingMessage, guarded: Guarded): Refused | undefined {
  const { origin } = headers;
  if (origin === undefined ? method !== 'GET' : origin !== `http://${headers.host ?? ''}`) return 'origin';
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin') return 'origin';
  return equal(cookieIn(headers.cookie ?? '', cookieName(guarded)), guarded.cookie) ? undefined : 'cookie';
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
