import { hmacsign, rfc3986 } from 'oauth-sign';

export interface SigningOptions {
  readonly method: string;
  /** Absolute URL with its query as it is sent. */
  readonly url: string;
  readonly consumerKey: string;
  readonly consumerSecret: string;
  readonly nonce: string;
  /** Epoch seconds. */
  readonly timestamp: number;
}

/** Signs a request and returns its OAuth 1.0a Authorization header (HMAC-SHA1). The signature is oauth-sign's, not ours. */
export function authorizationHeader(options: SigningOptions): string {
  const { method, url, consumerKey, consumerSecret, nonce, timestamp } = options;
  const [baseUri = '', query = ''] = url.split(/\?(.*)/s);
  const oauth: Record<string, string> = {
    oauth_consumer_key: consumerKey,
    oauth_nonce: nonce,
    oauth_signature_method: 'HMAC-SHA1',
    oauth_timestamp: String(timestamp),
    oauth_version: '1.0',
  };
  const parameters = Object.create(null) as Record<string, string[]>;
  for (const [name, value] of Object.entries(oauth)) parameters[name] = [value];
  for (const pair of query.split('&').filter(Boolean)) {
    const [name = '', value = ''] = pair.replaceAll('+', ' ').split(/=(.*)/s);
    (parameters[decodeURIComponent(name)] ??= []).push(decodeURIComponent(value));
  }
  const signature = hmacsign(method, baseUri, parameters, consumerSecret, '');
  const written = Object.entries({ ...oauth, oauth_signature: signature });
  return `OAuth ${written.map(([name, value]) => `${name}="${rfc3986(value)}"`).join(', ')}`;
}
