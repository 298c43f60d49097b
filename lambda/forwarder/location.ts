/**
 * Returns a `Location` that keeps the consumer on the gateway: a URL of the nodes' host becomes one of the host that the
 * consumer called, with the same path and query. Relative references and other hosts stay as they are.
 *
 * @param location value of the header (RFC 9110 §10.2.2)
 * @param nodeHost host of the brand endpoint; a port is ignored
 * @param gatewayHost host that the consumer called
 */
export function locationOnGateway(location: string, nodeHost: string, gatewayHost: string): string {
  const [authority, host] = /^(?:https?:)?\/\/([^/?#:@]+)(?::\d*)?(?=[/?#]|$)/i.exec(location) ?? [];
  if (authority === undefined || host?.toLowerCase() !== nodeHost.replace(/:\d+$/, '').toLowerCase()) return location;
  return `https://${gatewayHost}${location.slice(authority.length)}`;
}
