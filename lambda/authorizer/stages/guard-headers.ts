import { Denied } from '../decision';
import { printable } from '../text/printable';
import type { SignedRequest } from './read-request';

/**
 * Headers by which a caller could make the platform, or a proxy before it, see another method, path or origin than
 * the ones that were signed.
 */
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
 * Refuses the headers that assert an identity on the APS bus (`aps-*` outside of the allow-list) or a route.
 * Any punctuation counts as a hyphen, because CGI-like servers take all of it for the same.
 */
export function guardHeaders(
  headers: SignedRequest['headers'],
  allowedApsHeaders: ReadonlySet<string>,
): Denied | undefined {
  for (const name of headers.keys()) {
    const canonical = name.replace(PUNCTUATION, '-');
    const refused =
      ROUTING_HEADERS.has(canonical) ||
      // With hyphens it is API Gateway's own, or is replaced by the integration's mapping.
      (canonical !== name && canonical.startsWith('x-forwarded-')) ||
      (canonical.startsWith('aps-') && !allowedApsHeaders.has(canonical));
    if (refused) return new Denied('header_refused', { sentence: `It is ${printable(name)}.` });
  }
  return undefined;
}
