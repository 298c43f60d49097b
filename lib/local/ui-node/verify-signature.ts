import { hmacsign, hmacsign256 } from 'oauth-sign';

import { type HeaderList, headerValue, headerValues } from '../http/http-message';

/** A user of the platform that signs with a consumer key. */
export interface PlatformUser {
  readonly secrets: readonly string[];
  /** Host that the property *APS OAuth API Gateway URL* of the user's reseller names; `undefined` if it is not set. */
  readonly gatewayHost: string | undefined;
}

/**
 * Returns the users with a consumer key; none for an unknown one.
 *
 * @param forwardedHost the X-Forwarded-Host header, empty if there is none
 */
export type UsersOf = (consumerKey: string, forwardedHost: string) => readonly PlatformUser[];

export interface SignedRequest {
  readonly method: string;
  /** Raw path and query of the request line. */
  readonly target: string;
  readonly headers: HeaderList;
}

/** `verified`, or the reason why the platform refuses the request. */
export type Verification = { readonly verdict: 'verified'; readonly consumerKey: string } | Refused;

interface Refused {
  readonly verdict: 'refused';
  readonly reason: string;
}

/**
 * The platform's own check: the OAuth signature over `https://{host}{its own request path}`, where the host is that of the
 * gateway that the reseller's property names, or the node's own while the property is not set.
 *
 * It shares nothing with the authorizer on purpose: it uses the published library oauth-sign and the raw request line, so
 * that a mistake in one of the two verifications shows as a disagreement.
 */
export function verifySignature(request: SignedRequest, usersOf: UsersOf): Verification {
  const forwardedHosts = headerValues(request.headers, 'x-forwarded-host');
  if (forwardedHosts.length > 1) return refused(`expected one X-Forwarded-Host header, got ${forwardedHosts.length}`);
  const [forwardedHost] = forwardedHosts.map(normalizedHost);
  const oauth = parseAuthorization(headerValue(request.headers, 'authorization') ?? '');
  if (oauth === undefined) return refused('no OAuth Authorization header');
  const consumerKey = oauth['oauth_consumer_key'];
  if (oauth['oauth_signature'] === undefined || consumerKey === undefined)
    return refused('the consumer key or the signature is missing');

  const verifications = usersOf(consumerKey, forwardedHost ?? '').map((user): Verification => {
    const way = requiredHost(user, normalizedHost(headerValue(request.headers, 'host') ?? ''), forwardedHost);
    if ('reason' in way) return way;
    const reason = mismatch(request, oauth, way.host, user.secrets);
    return reason === undefined ? { verdict: 'verified', consumerKey } : refused(reason);
  });
  const verified = verifications.find(({ verdict }) => verdict === 'verified');
  return verified ?? verifications[0] ?? refused('the consumer key is unknown');
}

/** The host that the signature of a user must be over, or why the way that the request came is refused. */
function requiredHost(
  { gatewayHost }: PlatformUser,
  ownHost: string,
  forwardedHost: string | undefined,
): { readonly host: string } | Refused {
  const came = forwardedHost === undefined ? 'without X-Forwarded-Host' : `with X-Forwarded-Host: ${forwardedHost}`;
  if (gatewayHost === undefined) {
    const direct = forwardedHost === undefined || forwardedHost === ownHost;
    return direct
      ? { host: ownHost }
      : refused(`APS OAuth API Gateway URL is not set for the reseller, and the request came ${came}`);
  }
  return forwardedHost === gatewayHost
    ? { host: gatewayHost }
    : refused(`APS OAuth API Gateway URL of the reseller names ${gatewayHost}, and the request came ${came}`);
}

/** Says why a signature does not verify over a host; `undefined` if it does, with one of the secrets. */
function mismatch(
  { method, target }: SignedRequest,
  oauth: Readonly<Record<string, string>>,
  host: string,
  secrets: readonly string[],
): string | undefined {
  const { oauth_signature: signature, ...signed } = oauth;
  const sign = signed['oauth_signature_method'] === 'HMAC-SHA256' ? hmacsign256 : hmacsign;
  const { baseUri, parameters } = baseStringParts(host, target);
  for (const [name, value] of Object.entries(signed)) {
    if (name.toLowerCase() !== 'realm') (parameters[name] ??= []).push(value);
  }
  const verified = secrets.some((secret) => sign(method, baseUri, parameters, secret, '') === signature);
  return verified ? undefined : `the signature does not verify over ${method} ${baseUri}`;
}

function refused(reason: string): Refused {
  return { verdict: 'refused', reason };
}

/** Parses an OAuth Authorization header into decoded values by name; `undefined` for any other header. */
function parseAuthorization(header: string): Record<string, string> | undefined {
  if (!/^OAuth\s/i.test(header)) return undefined;
  const parameters: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const [, name = '', value = ''] of header.matchAll(/([^\s,="]+)\s*=\s*"((?:[^"\\]|\\.)*)"/g)) {
    parameters[unescapeText(name)] = unescapeText(value);
  }
  return parameters;
}

function baseStringParts(host: string, target: string): { baseUri: string; parameters: Record<string, string[]> } {
  const [path = '', query = ''] = target.split(/\?(.*)/s);
  const parameters = Object.create(null) as Record<string, string[]>;
  for (const pair of query.split('&').filter(Boolean)) {
    const [name = '', value = ''] = pair.replaceAll('+', ' ').split(/=(.*)/s);
    (parameters[unescapeText(name)] ??= []).push(unescapeText(value));
  }
  return { baseUri: `https://${host}${path}`, parameters };
}

/** Host in lower case, without the default port (RFC 5849 §3.4.1.2). */
function normalizedHost(host: string): string {
  return host.toLowerCase().replace(/:443$/, '');
}

function unescapeText(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
