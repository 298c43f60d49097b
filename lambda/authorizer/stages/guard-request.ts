import { decodedPath } from '../text/decoded-path';
import { Denied } from '../decision';
import { PROTOCOL_PREFIX } from '../oauth1/protocol-parameters';
import type { SignedRequest } from './read-request';

// A segment of one or two dots between separators that some server takes for one: slash, backslash, and what may end a
// path, which is a semicolon (path parameters), a question mark or a hash; and a null character, which ends a path where
// it is handled as a C string.
// oxlint-disable-next-line no-control-regex -- that is the question
const WAY_OUT = /[/\\]\.{1,2}(?:[/\\;?#]|$)|\0/;
// No path holds them plainly (RFC 3986 §3.3); a server would end it there.
const END_OF_PATH = /[?#]/;
// Alone or in a list, which is what a proxy makes of two headers.
const FORM_CONTENT_TYPE = /(?:^|,)\s*application\/x-www-form-urlencoded\s*(?:[;,]|$)/i;
const BODILESS_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'DELETE', 'OPTIONS']);

/** Refuses a path by which a request could leave the route that it was declared for. */
export function guardPath({ path }: SignedRequest): Denied | undefined {
  return END_OF_PATH.test(path) || WAY_OUT.test(decodedPath(path)) ? new Denied('path_refused') : undefined;
}

/**
 * Refuses a form body: its parameters are signed (RFC 5849 §3.4.1.3.1), but an authorizer never sees a body. Without a
 * body the content type changes nothing, and some clients send it with every request.
 */
export function guardBody(request: SignedRequest): Denied | undefined {
  const form = request.headers.get('content-type')?.some((value) => FORM_CONTENT_TYPE.test(value));
  return form && !isBodiless(request) ? new Denied('form_body_unsupported') : undefined;
}

/** By its length, where that is told; else by its method, which then has no body by custom. */
function isBodiless({ method, headers }: SignedRequest): boolean {
  // It overrides a length (RFC 9112 §6.3).
  if (headers.has('transfer-encoding')) return false;
  const lengths = headers.get('content-length');
  if (lengths) return lengths.every((length) => /^0+$/.test(length.trim()));
  return BODILESS_METHODS.has(method.toUpperCase());
}

/** Refuses OAuth parameters in the query: they may come in one place only (RFC 5849 §3.5), which is the header. */
export function guardQuery({ query }: SignedRequest): Denied | undefined {
  return query.some(([name]) => name.startsWith(PROTOCOL_PREFIX)) ? new Denied('parameter_in_query') : undefined;
}
