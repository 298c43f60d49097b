import type { Refusal } from './refusals';

/** Refusals by the gateway itself rather than its authorizer. */
export const GATEWAY_REFUSALS = {
  request_malformed: {
    status: 400,
    message: 'The request is malformed.',
    remedy: 'Percent-encode spaces, characters that are not ASCII, | { } and every stray % in the URL.',
  },
  consumer_not_metered: {
    status: 403,
    message: 'The consumer is known, but has no active API key in a usage plan of this gateway.',
    remedy:
      'This is normal just after onboarding or suspending. If it lasts for minutes, ask the provider to run aps-gateway doctor.',
  },
  request_refused: {
    status: 403,
    message: 'The web ACL of the gateway blocked the request.',
    remedy: 'Ask the provider which requests the web ACL allows.',
  },
  route_unknown: {
    status: 404,
    message: 'This gateway has no route for this path and method.',
    remedy: 'Check the path and method. The provider can declare more routes.',
  },
  payload_too_large: {
    status: 413,
    // According to its documentation, API Gateway does not let this answer be customized. The status is the same.
    message: 'The body is larger than 10 MB.',
    remedy: 'Send less data per request.',
  },
  content_encoding_unsupported: {
    status: 415,
    // API Gateway answers alike for a Content-Encoding and for the Content-Type of a request without a route.
    message: 'The body cannot be decompressed, or this gateway has no route for this path and method.',
    remedy: 'Send it without Content-Encoding, or as gzip or deflate. Check the path and method.',
  },
  throttled: {
    status: 429,
    message: 'Too many requests per second for the consumer, the gateway or the account.',
    remedy: 'Wait as long as Retry-After says, then sign the request again.',
  },
  quota_exceeded: {
    status: 429,
    message: "The quota of the consumer's tier is used up for this period.",
    remedy: 'Wait for the next period, or ask the provider for an extension or another tier.',
  },
  gateway_error: {
    status: 500,
    message: 'The gateway failed to handle the request.',
    remedy: 'Report the request ID to the provider.',
  },
  answer_too_large: {
    status: 502,
    message: "The platform's answer is larger than 6 MB.",
    remedy:
      'The platform carried out the request. Ask for less with limit(0,50), or ask the provider for uiNodes.answers: streamed.',
  },
  answer_not_text: {
    status: 502,
    message: "The platform's answer is not UTF-8 text, so this gateway cannot pass it on unchanged.",
    remedy: 'The platform carried out the request. Ask the provider for uiNodes.answers: streamed.',
  },
  authorizer_unavailable: {
    status: 503,
    message: 'The request could not be checked right now and was not forwarded.',
    remedy: 'Wait as long as Retry-After says, then sign the request again.',
  },
  platform_busy: {
    status: 503,
    message: "The platform is busy, and requests of the consumer's tier have to wait.",
    remedy: 'Wait as long as Retry-After says, then sign the request again; it was not forwarded.',
  },
  ui_node_unreachable: {
    status: 504,
    // API Gateway does not say which of these happened.
    message: 'The platform did not answer in time, could not be reached, or sent more than 10 MB.',
    remedy:
      'It may have carried out the request: query before you repeat a POST. Ask for less with limit(0,50), or ask the provider for uiNodes.answers: streamed.',
  },
} as const satisfies Record<string, Refusal>;

/** Reason for a refusal by API Gateway or the forwarder; the `code` that its sender gets. */
export type GatewayRefusal = keyof typeof GATEWAY_REFUSALS;

/** Refusals that come after the authorizer accepted a request. */
export const AFTER_AUTHORIZER: readonly string[] = [
  'ui_node_unreachable',
  'answer_too_large',
  'answer_not_text',
] satisfies GatewayRefusal[];
