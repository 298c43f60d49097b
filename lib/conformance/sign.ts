import { randomBytes } from 'node:crypto';
import { hmacsign, hmacsign256, plaintext, rfc3986 } from 'oauth-sign';
import type { Signing } from './case';

/** A consumer key with its secret. */
export interface Credentials {
  readonly consumerKey: string;
  readonly consumerSecret: string;
}

/** The header as a case sends it. */
export function asSent(authorization: string, { header = String }: Signing): string {
  return header(authorization);
}

/** The headers with their name; nothing without a credential. */
export function authorizationHeader(
  authorizations: readonly string[],
  signing: Signing,
): Readonly<Record<string, readonly string[]>> {
  if (authorizations.length === 0) return {};
  return { [signing.name ?? 'Authorization']: authorizations.map((one) => asSent(one, signing)) };
}

/** Signs with a published library, so that our own code does not judge itself. */
export function authorizationFor(
  method: string,
  url: URL,
  target: string,
  credentials: Credentials,
  signing: Signing,
): string {
  const signatureMethod = signing.method ?? 'HMAC-SHA1';
  const signed = { method: signing.over?.method ?? method, target: signing.over?.target ?? target };
  const [path = '', query = ''] = signed.target.split(/\?(.*)/s);
  const oauth: Record<string, string> = {
    oauth_consumer_key: credentials.consumerKey,
    oauth_nonce: randomBytes(12).toString('hex'),
    oauth_signature_method: signatureMethod,
    oauth_timestamp: String(Math.floor(Date.now() / 1000) + (signing.clockOffset ?? 0)),
    oauth_version: '1.0',
    ...signing.extra,
  };
  const parameters: Record<string, string | string[]> = { ...oauth };
  for (const [name, value] of new URLSearchParams(query)) {
    const present = parameters[name];
    parameters[name] = present === undefined ? value : [present, value].flat();
  }
  const signature =
    signatureMethod === 'PLAINTEXT'
      ? plaintext(credentials.consumerSecret, '')
      : (signatureMethod === 'HMAC-SHA1' ? hmacsign : hmacsign256)(
          signed.method,
          `${url.origin}${path}`,
          parameters,
          credentials.consumerSecret,
          '',
        );
  const header = Object.entries({ ...oauth, oauth_signature: signature })
    .map(([name, value]) => `${rfc3986(name)}="${rfc3986(value)}"`)
    .join(', ');
  return `OAuth ${header}`;
}
