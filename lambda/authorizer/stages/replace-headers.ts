import type { Forwarding } from '../contract';
import type { ReplacedHeaders } from '../decision';
import type { SignedRequest } from './read-request';

const AUTHORITY = /^https:\/\/([^/]+)/;

/**
 * Returns the headers that replace the consumer's own on the way to the UI nodes. A Forwarded header (RFC 7239) comes
 * from a proxy on the consumer's side and may name any host; the forwarder drops it, but a mapping of API Gateway can
 * only replace it.
 */
export function replaceHeaders(
  { headers, uri }: SignedRequest,
  authorization: string,
  forwarding: Forwarding,
): ReplacedHeaders {
  const forwarded =
    forwarding === 'httpProxy' && headers.has('forwarded') && `host="${AUTHORITY.exec(uri)?.[1] ?? ''}";proto=https`;
  return { authorization, ...(forwarded && { forwarded }) };
}
