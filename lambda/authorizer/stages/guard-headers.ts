import { Denied } from '../decision';
import { printable } from '../text/printable';
import type { SignedRequest } from './read-request';

/**
 * Headers in which a proxy names a route, host, certificate or user to the server behind it. None of them is signed.
 * Of `X-Forwarded-*`, four may come from a consumer: its Host is replaced on the way to the nodes, its For gets the
 * address that API Gateway saw appended (serverless-wsgi issue 36), and API Gateway overwrites its Proto (stac-server
 * issue 130) and Port (inferred).
 */
const ROUTE_OR_IDENTITY = anyOf([
  /^x-forwarded(?!-(?:for|host|port|proto)$)/,
  /^x-(?:original|rewrite)-/,
  /^x-(?:http-)?(?:method|path|uri|url|host)$/,
  /-override$/,
  /^(?:x-)?remote-/,
  /^(?:x-)?ssl-/,
  // RFC 9440, and the spellings of proxies, such as X-ARR-ClientCert and X-TLS-Client-Certificate.
  /client-?cert/,
  /^(?:x-)?client-(?:dn|verify)/,
  // Of a load balancer of AWS, which names the certificate or the user that it verified.
  /^x-amzn-(?:mtls|oidc)-/,
  /^x-(?:authenticated|auth-request|webauth)-/,
  // CGI programs take it for the proxy of their own requests (CVE-2016-5385).
  /^proxy$/,
]);

/** CGI-like servers treat all other characters as the same: `X_Forwarded_Host` is `X-Forwarded-Host` there. */
const PLAIN_NAME = /^[a-z0-9-]+$/;

/**
 * Denies headers that assert an identity on the APS bus (`aps-*` unless allowed), a route, a host or a user, and names
 * that a server could take for another one.
 *
 * @param allowedApsHeaders lower-case names
 */
export function guardHeaders(
  headers: SignedRequest['headers'],
  allowedApsHeaders: ReadonlySet<string>,
): Denied | undefined {
  for (const name of headers.keys()) {
    if (!PLAIN_NAME.test(name)) return refuse(name, '; a name may contain only letters, digits and hyphens');
    const identity = name.startsWith('aps-') && !allowedApsHeaders.has(name);
    if (identity || ROUTE_OR_IDENTITY.test(name)) return refuse(name);
  }
  return undefined;
}

function refuse(name: string, why = ''): Denied {
  return new Denied('header_refused', { sentence: `Header: ${printable(name)}${why}.` });
}

/** Joins patterns without flags into one, which costs a fraction of testing each. */
function anyOf(patterns: readonly RegExp[]): RegExp {
  return new RegExp(patterns.map(({ source }) => source).join('|'));
}
