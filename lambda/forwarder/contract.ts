/** Environment variables of the forwarder, all set by its construct. */
export const FORWARDER_SETTINGS = {
  /** HTTPS origin of the UI cluster, whose host the nodes see in the Host header. */
  brandEndpoint: 'APS_FORWARDER_BRAND_ENDPOINT',
  /** JSON object: HTTPS origin by resource, for routes with UI nodes of their own; not set without them. */
  routeBrandEndpoints: 'APS_FORWARDER_ROUTE_BRAND_ENDPOINTS',
  /** Host to connect to instead of the brand endpoint's: the load balancer of private nodes. */
  connectHost: 'APS_FORWARDER_CONNECT_HOST',
  /** Milliseconds within which a node must start its response. */
  timeoutMs: 'APS_FORWARDER_TIMEOUT_MILLISECONDS',
  /** `true` if API Gateway invokes the function for a streamed response; not set otherwise. */
  streamed: 'APS_FORWARDER_STREAMED',
} as const;
