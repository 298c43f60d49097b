import { Denied } from '../decision';
import { printable } from '../text/printable';
import type { SignedRequest } from './read-request';

/** Headers that could make the platform, or a proxy before it, see a method, path or origin that was not signed. */
const ROUTING_HEADERS: ReadonlySet<string> = new Set([
  'forwarded',
  'x-original-url',
  'x-rewrite-url',
  'x-http-method-override',
  'x-http-method',
  'x-method-override',
]);

const PUNCTUATION = /[^a-z0-9]/g;

/**
 * Denies headers that assert an identity on the APS bus (`aps-*` unless allowed) or a route. All punctuation counts as a
 * hyphen, because CGI-like servers map all of it to one character.
 *
 * @param allowedApsHeaders lower-case names
 */
export function guardHeaders(
  headers: SignedRequest['headers'],
  allowedApsHeaders: ReadonlySet<string>,
): Denied | undefined {
  for (const name of headers.keys()) {
    const canonical = name.replace(PUNCTUATION, '-');
    const refused =
      ROUTING_HEADERS.has(canonical) ||
      // Spelled with hyphens, API Gateway sets it itself or the integration's mapping replaces it.
      (canonical !== name && canonical.startsWith('x-forwarded-')) ||
      (canonical.startsWith('aps-') && !allowedApsHeaders.has(canonical));
    if (refused) return new Denied('header_refused', { sentence: `It is ${printable(name)}.` });
  }
  return undefined;
}
