import type { GatewayRefusal } from '../../../lambda/authorizer/contract';

/**
 * Refusals by response type (API Gateway developer guide, "Gateway response types"). REQUEST_TOO_LARGE is missing
 * because its response cannot be customized.
 */
export const RESPONSE_REFUSALS: Readonly<Record<string, GatewayRefusal>> = {
  INVALID_API_KEY: 'consumer_not_metered',
  THROTTLED: 'throttled',
  QUOTA_EXCEEDED: 'quota_exceeded',
  AUTHORIZER_FAILURE: 'authorizer_unavailable',
  AUTHORIZER_CONFIGURATION_ERROR: 'authorizer_unavailable',
  INTEGRATION_FAILURE: 'ui_node_unreachable',
  INTEGRATION_TIMEOUT: 'ui_node_unreachable',
  // Paths that slip past the catch-all. INVALID_SIGNATURE: API Gateway may take the OAuth header for SigV4.
  MISSING_AUTHENTICATION_TOKEN: 'route_unknown',
  RESOURCE_NOT_FOUND: 'route_unknown',
  INVALID_SIGNATURE: 'route_unknown',
  // For a Content-Encoding, and for a rare Content-Type of a request without a route (`routes.ts`).
  UNSUPPORTED_MEDIA_TYPE: 'content_encoding_unsupported',
};

/**
 * Response type with which a gateway that sheds load answers only `platform_busy`. At other gateways it is the answer to a
 * request without an Authorization header.
 */
export const SHED_RESPONSE = 'UNAUTHORIZED';
