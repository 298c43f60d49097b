import { Denied } from '../decision';
import { decodedPath } from '../text/decoded-path';
import type { SignedRequest } from './read-request';

const ESCAPE = /%([0-9A-Fa-f]{2})/g;
/** Of a segment, everything from where some server ends it: path parameters, a question mark, a hash. */
const END_OF_SEGMENT = /[;?#][^/]*/g;

/**
 * Denies another spelling of a route that lies within another one. API Gateway compares paths as they are sent, so it would
 * take the request for one of the outer route, whose methods, throttle and UI nodes may be others. A server behind it may
 * decode escapes, drop path parameters, merge slashes, trim segments, or ignore case.
 *
 * @param nestedRoutes paths of these routes
 */
export function guardNestedRoutes({ path }: SignedRequest, nestedRoutes: readonly string[]): Denied | undefined {
  const meant = nestedRoutes.find(
    (route) => !isWithin(path, route) && readingsOf(path).some((reading) => isWithin(reading, route.toLowerCase())),
  );
  if (meant === undefined) return undefined;
  return new Denied('path_refused', {
    sentence: `Some servers read it as ${meant}.`,
    remedy: 'Send and sign the path in that spelling.',
  });
}

/** Reads a path as servers do that end segments before they decode it, after that, after a second time, and at last. */
function readingsOf(path: string): readonly string[] {
  const once = decodedOnce(path);
  return [path, once, decodedOnce(once), decodedPath(path)].map((text) => plainPath(text.replace(END_OF_SEGMENT, '')));
}

function decodedOnce(path: string): string {
  return path.replace(ESCAPE, (_escape, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

function plainPath(path: string): string {
  const names = decodedPath(path).split(/[/\\]/);
  const named = names.map((name) => name.trim()).filter((name) => name !== '');
  return `/${named.join('/')}`.toLowerCase();
}

function isWithin(path: string, route: string): boolean {
  return `${path}/`.startsWith(`${route}/`);
}
