import type { Forwarding } from '../contract';
import { decodedPath } from '../text/decoded-path';
import { printable, printableUri } from '../text/printable';
import { Denied } from '../decision';
import type { AuthorizerSettings } from '../settings';
import { PROTOCOL_PREFIX } from '../oauth1/protocol-parameters';
import type { SignedRequest } from './read-request';

// A dot segment, delimited by anything that some server treats as a delimiter: slash, backslash, semicolon (path
// parameters), question mark, hash. It may have spaces at its ends: servers drop them, as the URL Standard does at the
// end of a URL. Or a control character: a null ends the path in servers that use C strings, and a line end ends the
// request line in proxies that write the path decoded, so that headers could follow (CVE-2023-25690).
// oxlint-disable-next-line no-control-regex -- control characters are what it looks for
const DOT_SEGMENT_OR_CONTROL = /[/\\] *\.{1,2} *(?:[/\\;?#]|$)|[\0-\x1f\x7f]/;
// UTF-8 with more bytes than needed (RFC 3629 §3): %C0%AE is a dot to servers that decode it without a check.
const OVERLONG = /[\xc0\xc1]|\xe0[\x80-\x9f]|\xf0[\x80-\x8f]/;
// Never plain in a path (RFC 3986 §3.3); a server would end the path there.
const END_OF_PATH = /[?#]/;
const DROPPED_SLASH = /\/$|^\/[^/]+\/\//;
// Also inside a list, into which a proxy may join two headers.
const FORM_CONTENT_TYPE = /(?:^|,)\s*application\/x-www-form-urlencoded\s*(?:[;,]|$)/i;
const TOKEN_PARAMETER = 'access_token';
const BODILESS_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'DELETE', 'OPTIONS']);

/**
 * Denies a request without a client certificate where the gateway has mutual TLS: it did not come through the domain that
 * checks certificates.
 */
export function guardClientCertificate(
  { clientCertificate }: SignedRequest,
  setting: AuthorizerSettings['clientCertificate'],
): Denied | undefined {
  return setting === 'required' && !clientCertificate ? new Denied('client_certificate_missing') : undefined;
}

/** Denies a path with which a request could escape its declared route, or add to its headers behind a proxy. */
export function guardPath({ path }: SignedRequest): Denied | undefined {
  const decoded = decodedPath(path);
  const escapes = END_OF_PATH.test(path) || DOT_SEGMENT_OR_CONTROL.test(decoded) || OVERLONG.test(decoded);
  return escapes ? new Denied('path_refused') : undefined;
}

/**
 * Denies a slash that API Gateway would drop on the way, so that the platform would verify another path: at the end, or
 * repeated after the stage or base path (both recorded for the Lambda proxy event).
 */
export function guardDroppedSlash({ path }: SignedRequest, forwarding: Forwarding): Denied | undefined {
  return forwarding === 'httpProxy' && DROPPED_SLASH.test(path) ? new Denied('trailing_slash_refused') : undefined;
}

/**
 * Denies a form body: its parameters are signed (RFC 5849 §3.4.1.3.1), but an authorizer never sees the body. Nor does it
 * see Content-Length or Transfer-Encoding (recorded on AWS), so method and content type decide: some clients send the
 * form type with every request, and it is harmless for a method that usually has no body.
 */
export function guardBody({ method, headers }: SignedRequest): Denied | undefined {
  if (BODILESS_METHODS.has(method.toUpperCase())) return undefined;
  const form = headers.get('content-type')?.find((value) => FORM_CONTENT_TYPE.test(value));
  if (form === undefined) return undefined;
  return new Denied('form_body_unsupported', { sentence: `The Content-Type is ${printableUri(form.trim())}.` });
}

/**
 * Denies OAuth parameters in the query: they may be sent in one place only (RFC 5849 §3.5), here the header. So is a bearer
 * token (RFC 6750 §2.3), which would be a second credential, maybe of another user, and would be logged.
 */
export function guardQuery({ query }: SignedRequest): Denied | undefined {
  const found = query.find(([name]) => name.startsWith(PROTOCOL_PREFIX) || name === TOKEN_PARAMETER);
  return found && new Denied('parameter_in_query', { sentence: `It is ${printable(found[0])}.` });
}
