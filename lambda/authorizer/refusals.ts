/**
 * Every refusal that a caller can meet, with its meaning and its remedy: the one table behind the authorizer's
 * answers, the gateway responses, the README's table and `aps-gateway explain`.
 */

/** Values of `oauth_problem` (OAuth Problem Reporting extension). */
export type OAuthProblem =
  | 'parameter_absent'
  | 'parameter_rejected'
  | 'version_rejected'
  | 'signature_method_rejected'
  | 'timestamp_refused'
  | 'nonce_used'
  | 'signature_invalid'
  | 'consumer_key_refused'
  | 'permission_denied';

/** What a caller is told about a refusal. */
export interface Refusal {
  /** HTTP status of the answer. */
  readonly status: number;
  /** The answer's `message`: what is wrong. */
  readonly message: string;
  /** What the caller, or the provider for them, does about it. */
  readonly remedy: string;
}

/** A refusal by the authorizer. */
export interface DenyRefusal extends Refusal {
  readonly status: 401;
  readonly problem: OAuthProblem;
  /** `proved` reasons are only told to a caller whose signature verified. */
  readonly told: 'anyone' | 'proved';
}

const anyone = (problem: OAuthProblem, message: string, remedy: string): DenyRefusal => ({
  status: 401,
  problem,
  told: 'anyone',
  message,
  remedy,
});
const proved = (problem: OAuthProblem, message: string, remedy: string): DenyRefusal => ({
  status: 401,
  problem,
  told: 'proved',
  message,
  remedy,
});

/** Deny reasons of the authorizer, in the order of its stages. */
export const DENY_REFUSALS = {
  authorization_missing: anyone(
    'parameter_absent',
    'The request has no Authorization header.',
    'Sign the request with OAuth 1.0a and send the parameters in an Authorization header.',
  ),
  signature_invalid: anyone(
    'signature_invalid',
    'The signature does not verify.',
    'Check the consumer key and secret, and that the signed method, URL and query are the ones sent.',
  ),
  nonce_used: proved(
    'nonce_used',
    'A request with this nonce and timestamp was already accepted.',
    'Sign each request anew, retries included, with a fresh nonce.',
  ),
  consumer_suspended: proved(
    'consumer_key_refused',
    'The consumer is suspended.',
    'Ask the provider to resume the consumer.',
  ),
} as const satisfies Record<string, DenyRefusal>;

/** Why the authorizer denied a request. */
export type DenyReason = keyof typeof DENY_REFUSALS;

/** Refusals by the gateway itself, outside of the authorizer. */
export const GATEWAY_REFUSALS = {
  request_malformed: {
    status: 400,
    message: 'The request is not well formed.',
    remedy: 'Percent-encode | { } and every stray % in the URL.',
  },
  consumer_not_metered: {
    status: 403,
    message: 'The consumer is known, but has no active API key in a usage plan of this gateway.',
    remedy: 'A new consumer needs up to a few minutes; then ask the provider to run `aps-gateway doctor`.',
  },
  request_refused: {
    status: 403,
    message: 'The request was refused before it was looked at.',
    remedy: 'Ask the provider whether an address list or a web ACL protects the gateway.',
  },
  route_unknown: {
    status: 404,
    message: 'This gateway has no such route and method.',
    remedy: 'Check path and method; the provider can declare further routes.',
  },
  payload_too_large: {
    status: 413,
    message: 'The body is over 10 MB.',
    remedy: 'Send less in one request.',
  },
  throttled: {
    status: 429,
    message: 'Too many requests per second for the consumer, the gateway or the account.',
    remedy: 'Wait as long as Retry-After says, then sign the request anew.',
  },
  quota_exceeded: {
    status: 429,
    message: "The quota of the consumer's tier is used up for this period.",
    remedy: 'Wait for the next period, or ask the provider for an extension or another tier.',
  },
  gateway_error: {
    status: 500,
    message: 'The gateway failed.',
    remedy: 'Report the request id to the provider.',
  },
  authorizer_unavailable: {
    status: 503,
    message: 'The request could not be checked just now; it was not forwarded.',
    remedy: 'Wait as long as Retry-After says, then sign the request anew.',
  },
  ui_node_unreachable: {
    status: 504,
    message: 'The platform did not answer in time.',
    remedy: 'It may have carried the request out: query before you repeat a POST.',
  },
} as const satisfies Record<string, Refusal>;

/** Why the gateway itself refused a request. */
export type GatewayRefusal = keyof typeof GATEWAY_REFUSALS;
