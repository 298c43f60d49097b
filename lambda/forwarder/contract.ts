/** What the construct that makes the forwarder may know of it. */

/** Environment variables of the function, each set by its construct. */
export const FORWARDER_SETTINGS = {
  /** HTTPS origin of the UI cluster; its host is what the nodes are called by name. */
  brandEndpoint: 'APS_FORWARDER_BRAND_ENDPOINT',
  /** Host that is dialled in place of the brand endpoint's: the load balancer of private nodes. */
  connectHost: 'APS_FORWARDER_CONNECT_HOST',
  /** Milliseconds until a node has to begin its answer. */
  timeoutMilliseconds: 'APS_FORWARDER_TIMEOUT_MILLISECONDS',
} as const;
