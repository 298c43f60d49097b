import { Denied } from '../decision';
import { decodedPath } from '../text/decoded-path';
import type { SignedRequest } from './read-request';

/** Of a segment, everything from where some server ends it: path parameters, a question mark, a hash. */
const END_OF_SEGMENT = /[;?#][^/]*/g;

/**
 * Denies another spelling of a route that lies within another one. API Gateway compares paths as they are sent, so it would
 * take the request for one of the outer route, whose methods, throttle and UI nodes may be others. A server behind it may
 * decode escapes, drop path parameters, merge slashes, or ignore case.
 *
 * @param nestedRoutes paths of these routes
 */
export function guardNestedRoutes({ path }: SignedRequest, nestedRoutes: readonly string[]): Denied | undefined {
  if (nestedRoutes.length === 0) return undefined;
  const plain = plainPath(path);
  const meant = nestedRoutes.find((route) => isWithin(plain, route.toLowerCase()) && !isWithin(path, route));
  if (meant === undefined) return undefined;
  return new Denied('path_refused', {
    sentence: `Some servers read it as ${meant}.`,
    remedy: 'Send and sign the path in that spelling.',
  });
}

function plainPath(path: string): string {
  return decodedPath(path).replaceAll('\\', '/').replace(END_OF_SEGMENT, '').replace(/\/+/g, '/').toLowerCase();
}

function isWithin(path: string, route: string): boolean {
  return `${path}/`.startsWith(`${route}/`);
}
