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
  | 'token_rejected'
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

/**
 * Deny reasons of the authorizer, in the order of its stages. A reason that is told to `anyone` says nothing about
 * any consumer: an unknown consumer key and a wrong signature are one reason.
 */
export const DENY_REFUSALS = {
  request_unreadable: anyone(
    'parameter_rejected',
    'The method, host, path or query of the request cannot be read.',
    'Send UTF-8 text, percent-encoded.',
  ),
  path_refused: anyone(
    'permission_denied',
    'The path holds a dot segment, a null character or a plain # or ?.',
    'Send the path that is meant, without . and .. segments and %00, encoded ones included, and # and ? encoded.',
  ),
  header_refused: anyone(
    'permission_denied',
    'The request has a header that only the platform or a proxy may set.',
    'Leave the header out; the provider can allow further APS headers that assert no identity.',
  ),
  form_body_unsupported: anyone(
    'parameter_rejected',
    'Form-encoded bodies are not accepted, because the gateway cannot check their signature.',
    'Send JSON, or no Content-Type where there is no body.',
  ),
  parameter_in_query: anyone(
    'parameter_rejected',
    'The query holds an OAuth parameter.',
    'Send the OAuth parameters in the Authorization header only.',
  ),
  authorization_missing: anyone(
    'parameter_absent',
    'The request has no Authorization header.',
    'Sign the request with OAuth 1.0a and send the parameters in an Authorization header, not in the query or body.',
  ),
  authorization_repeated: anyone(
    'parameter_rejected',
    'The request has more than one Authorization header.',
    'Send one.',
  ),
  authorization_too_large: anyone(
    'parameter_rejected',
    'The Authorization header is over 8192 characters.',
    'Send the OAuth parameters only, with a shorter nonce.',
  ),
  authorization_scheme_unsupported: anyone(
    'parameter_rejected',
    'The Authorization header is not of the scheme OAuth.',
    'Sign the request with OAuth 1.0a; other schemes are not accepted.',
  ),
  authorization_malformed: anyone(
    'parameter_rejected',
    'The Authorization header is not well formed.',
    'Write the parameters as RFC 5849, section 3.5.1 does: quoted values, percent-encoded, separated by commas.',
  ),
  parameter_repeated: anyone(
    'parameter_rejected',
    'An OAuth parameter occurs more than once.',
    'Send each OAuth parameter once.',
  ),
  parameter_missing: anyone(
    'parameter_absent',
    'A required OAuth parameter is missing.',
    'Send oauth_consumer_key, oauth_signature_method, oauth_signature, oauth_timestamp and oauth_nonce.',
  ),
  version_unsupported: anyone(
    'version_rejected',
    'The oauth_version is not 1.0.',
    'Send oauth_version 1.0, or leave it out.',
  ),
  signature_method_unsupported: anyone(
    'signature_method_rejected',
    'The gateway does not accept this oauth_signature_method.',
    'Sign with a method that the gateway accepts; PLAINTEXT never is one.',
  ),
  token_unsupported: anyone(
    'token_rejected',
    'The request has an oauth_token, but consumers of this gateway have none.',
    'Leave oauth_token out, or send it empty.',
  ),
  nonce_malformed: anyone(
    'parameter_rejected',
    'The oauth_nonce is empty or over 256 characters.',
    'Send a nonce of 1 to 256 characters.',
  ),
  timestamp_malformed: anyone(
    'parameter_rejected',
    'The oauth_timestamp is not a number of seconds.',
    'Send whole seconds since 1970-01-01T00:00:00Z, in the digits 0 to 9 and nothing else.',
  ),
  timestamp_refused: anyone(
    'timestamp_refused',
    'The oauth_timestamp is too far from the clock of the gateway.',
    'Send seconds, set the clock by NTP, and sign each request right before it is sent.',
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
  consumer_not_yet_valid: proved(
    'consumer_key_refused',
    'The consumer is not served yet.',
    'Wait for the start of its validity, or ask the provider to change it.',
  ),
  consumer_expired: proved(
    'consumer_key_refused',
    'The consumer is not served any more.',
    'Ask the provider to prolong its validity.',
  ),
  signature_method_not_permitted: proved(
    'signature_method_rejected',
    'The gateway accepts this oauth_signature_method, but not from this consumer.',
    'Sign with a method that the consumer may use.',
  ),
  source_ip_refused: proved(
    'permission_denied',
    "The source address is not on the consumer's list.",
    'Send from an allowed address, or ask the provider to add this one.',
  ),
  outside_service_hours: proved(
    'permission_denied',
    "It is outside of the consumer's service hours.",
    'Send again within the service hours, or ask the provider to change them.',
  ),
  operation_refused: proved(
    'permission_denied',
    'The consumer may not call this method on this path.',
    'Ask the provider which operations the consumer may call.',
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
    remedy:
      'It was onboarded or suspended a moment ago; when this lasts for minutes, ask the provider to run aps-gateway doctor.',
  },
  request_refused: {
    status: 403,
    message: 'The request was refused before it was looked at.',
    remedy: 'Ask the provider what the web ACL of the gateway lets through.',
  },
  route_unknown: {
    status: 404,
    message: 'This gateway has no such route and method.',
    remedy: 'Check path and method; the provider can declare further routes.',
  },
  payload_too_large: {
    status: 413,
    // API Gateway is documented not to let this answer be customised; the status is the same.
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
