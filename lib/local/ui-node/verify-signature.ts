import { hmacsign, hmacsign256 } from 'oauth-sign';

import { type HeaderList, headerValue, headerValues } from '../http/http-message';

/** Returns a consumer's secrets at the gateway of a host (`X-Forwarded-Host`); none for an unknown key. */
export type SecretsOf = (consumerKey: string, forwardedHost: string) => readonly string[];

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
 * The platform's own check: the OAuth signature over `https://{X-Forwarded-Host}{its own request path}`.
 *
 * It shares nothing with the authorizer on purpose: it uses the published library oauth-sign and the raw request line, so
 * that a mistake in one of the two verifications shows as a disagreement.
 */
export function verifySignature(request: SignedRequest, secretsOf: SecretsOf): Verification {
  const hosts = headerValues(request.headers, 'x-forwarded-host');
  if (hosts.length !== 1) return refused(`expected one X-Forwarded-Host header, got ${hosts.length}`);
  const oauth = parseAuthorization(headerValue(request.headers, 'authorization') ?? '');
  if (oauth === undefined) return refused('no OAuth Authorization header');
  const { oauth_signature: signature, oauth_consumer_key: consumerKey, ...signed } = oauth;
  if (signature === undefined || consumerKey === undefined)
    return refused('the consumer key or the signature is missing');

  const sign = signed['oauth_signature_method'] === 'HMAC-SHA256' ? hmacsign256 : hmacsign;
  const { baseUri, parameters } = baseStringParts(hosts[0] ?? '', request.target);
  for (const [name, value] of Object.entries({ ...signed, oauth_consumer_key: consumerKey })) {
    if (name.toLowerCase() !== 'realm') (parameters[name] ??= []).push(value);
  }
  const secrets = secretsOf(consumerKey, hosts[0] ?? '');
  if (secrets.length === 0) return refused('the consumer key is unknown');
  const verified = secrets.some((secret) => sign(request.method, baseUri, parameters, secret, '') === signature);
  return verified
    ? { verdict: 'verified', consumerKey }
    : refused(`the signature does not verify over ${request.method} ${baseUri}`);
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
  return { baseUri: `https://${host.toLowerCase().replace(/:443$/, '')}${path}`, parameters };
}

function unescapeText(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
