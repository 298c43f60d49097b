/**
 * Every refusal that a caller can get, with its meaning and remedy: the authorizer's here, those of bearer tokens in
 * `bearer/refusals.ts`, and the gateway's in `gateway-refusals.ts`. The answers, the table in `docs/reference/refusals.md` and `aps-gateway explain` all use these tables.
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

/** The texts of a refusal, as the caller gets them. */
export interface Refusal {
  /** HTTP status of the answer. */
  readonly status: number;
  /** The answer's `message`: what is wrong. */
  readonly message: string;
  /** Advice: what the caller, or the provider for them, can do. */
  readonly remedy: string;
}

/** A refusal by the authorizer. */
export interface DenyRefusal extends Refusal {
  readonly status: 401;
  readonly problem: OAuthProblem;
  /** `authenticated` reasons are shown only to a caller whose signature verified. */
  readonly shownTo: 'anyone' | 'authenticated';
}

function anyone(problem: OAuthProblem, message: string, remedy: string): DenyRefusal {
  return { status: 401, problem, shownTo: 'anyone', message, remedy };
}

function authenticated(problem: OAuthProblem, message: string, remedy: string): DenyRefusal {
  return { status: 401, problem, shownTo: 'authenticated', message, remedy };
}

/**
 * Deny reasons of the authorizer, in the order of its stages. A reason shown to `anyone` reveals nothing about any
 * consumer: an unknown consumer key and a wrong signature share one reason.
 */
export const COMMON_REFUSALS = {
  request_unreadable: anyone(
    'parameter_rejected',
    'The method, host, path or query of the request cannot be read.',
    'Send UTF-8 text, percent-encoded.',
  ),
  client_certificate_missing: anyone(
    'permission_denied',
    'The request has no client certificate, which this gateway requires.',
    "Call the gateway's own domain over mutual TLS, with a certificate that the provider trusts.",
  ),
  path_refused: anyone(
    'permission_denied',
    'The path contains a dot segment, a control character, an overlong UTF-8 sequence, an unencoded # or ?, or another spelling of a route.',
    'Send the path without . and .. segments and control characters such as %0A, plain or encoded; percent-encode # and ?, and characters beyond ASCII as UTF-8.',
  ),
  trailing_slash_refused: anyone(
    'parameter_rejected',
    'The path ends in a slash, or has two after its first part; this gateway drops one on the way to the platform.',
    'Sign and send the path without that slash, or ask the provider to set uiNodes.forwarding: lambda.',
  ),
  header_refused: anyone(
    'permission_denied',
    'The request has a header that only the platform or a proxy may set.',
    'Remove the header; a proxy on your side may have added it. The provider can allow more APS headers, unless they assert an identity.',
  ),
  form_body_unsupported: anyone(
    'parameter_rejected',
    'Form-encoded requests are not accepted, because the gateway cannot check the signature of a form body.',
    'Send JSON. Without a body, send Content-Type: application/json or none; some clients set the form type by default.',
  ),
  parameter_in_query: anyone(
    'parameter_rejected',
    'The query contains an OAuth parameter or a token.',
    'Send the OAuth parameters only in the Authorization header.',
  ),
  authorization_missing: anyone(
    'parameter_absent',
    'The request has no Authorization header.',
    'Sign the request with OAuth 1.0a and send the parameters in an Authorization header, not in the query or body.',
  ),
  authorization_repeated: anyone(
    'parameter_rejected',
    'The request has more than one Authorization header.',
    'Send exactly one.',
  ),
  authorization_too_large: anyone(
    'parameter_rejected',
    'The Authorization header is longer than 8192 characters.',
    'Send only the OAuth parameters, with a shorter nonce.',
  ),
  authorization_scheme_unsupported: anyone(
    'parameter_rejected',
    'The gateway does not accept the scheme of the Authorization header.',
    'Sign the request with OAuth 1.0a; other schemes are not accepted.',
  ),
  authorization_malformed: anyone(
    'parameter_rejected',
    'The Authorization header is malformed.',
    'Write the parameters as in RFC 5849, section 3.5.1: percent-encoded, quoted, and separated by commas.',
  ),
  parameter_unexpected: anyone(
    'parameter_rejected',
    'The Authorization header has a parameter that is neither realm nor an OAuth parameter.',
    'Send only realm and parameters whose names are oauth_ and lower-case letters, digits or _; send all others in the query.',
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
  authorization_ambiguous: anyone(
    'parameter_rejected',
    'The Authorization header can be read in more than one way.',
    'Percent-encode the values, send no empty elements, and use only letters, digits, spaces and . _ ~ : / - in the realm.',
  ),
  version_unsupported: anyone(
    'version_rejected',
    'The oauth_version is not 1.0.',
    'Send oauth_version 1.0, or leave it out.',
  ),
  signature_method_unsupported: anyone(
    'signature_method_rejected',
    'The gateway does not accept this oauth_signature_method.',
    'Sign with a method that the gateway accepts. PLAINTEXT is never accepted.',
  ),
  token_unsupported: anyone(
    'token_rejected',
    'The request has an oauth_token, but this gateway does not use tokens.',
    'Leave oauth_token out, or send it empty.',
  ),
  nonce_malformed: anyone(
    'parameter_rejected',
    'The oauth_nonce is empty or longer than 256 characters.',
    'Send a nonce of 1 to 256 characters.',
  ),
  timestamp_malformed: anyone(
    'parameter_rejected',
    'The oauth_timestamp is not a whole number of seconds.',
    'Send whole seconds since 1970-01-01T00:00:00Z, using only the digits 0 to 9.',
  ),
  timestamp_refused: anyone(
    'timestamp_refused',
    "The oauth_timestamp is too far from the gateway's clock.",
    'Send seconds, synchronize your clock with NTP, and sign each request right before you send it.',
  ),
  locked_out: anyone(
    'consumer_key_refused',
    'Too many requests with this consumer key from this address failed.',
    'Correct the key, the secret and the way you sign, and wait as long as Retry-After says: until then, correct requests from this address are refused too. The provider can end it with aps-gateway consumer unlock.',
  ),
  signature_invalid: anyone(
    'signature_invalid',
    'The signature does not verify.',
    'Check the consumer key and secret, and that you sign the same method, URL and query that you send.',
  ),
  consumer_secret_expired: authenticated(
    'consumer_key_refused',
    'The request is signed with a consumer secret that has ended.',
    'Sign with the newest consumer secret; the platform shows it once, when it is generated.',
  ),
  nonce_used: authenticated(
    'nonce_used',
    'A request with this nonce and timestamp was already accepted.',
    'Sign every request, retries included, with a new nonce.',
  ),
  consumer_suspended: authenticated(
    'consumer_key_refused',
    'The consumer is suspended.',
    'Ask the provider to resume the consumer.',
  ),
  consumer_not_yet_valid: authenticated(
    'consumer_key_refused',
    'The consumer is not valid yet.',
    'Wait until its validity starts, or ask the provider to change the start.',
  ),
  consumer_expired: authenticated(
    'consumer_key_refused',
    'The consumer has expired.',
    'Ask the provider to extend its validity.',
  ),
  signature_method_not_permitted: authenticated(
    'signature_method_rejected',
    'The gateway accepts this oauth_signature_method, but not from this consumer.',
    'Sign with a method that the consumer may use.',
  ),
  source_ip_refused: authenticated(
    'permission_denied',
    "The source address is not on the consumer's list.",
    'Send from an allowed address, or ask the provider to add this one.',
  ),
  source_vpc_endpoint_refused: authenticated(
    'permission_denied',
    "The request did not come through one of the consumer's VPC endpoints.",
    'Send through an allowed VPC endpoint, or ask the provider to add this one.',
  ),
  client_certificate_refused: authenticated(
    'permission_denied',
    "The client certificate is not one of the consumer's.",
    'Send with a certificate of the consumer, or ask the provider to add this one.',
  ),
  outside_service_hours: authenticated(
    'permission_denied',
    "The request was sent outside the consumer's service hours.",
    'Sign and send it again within the service hours, or ask the provider to change them.',
  ),
  operation_refused: authenticated(
    'permission_denied',
    'The consumer may not call this method on this path.',
    'Ask the provider which operations the consumer may call.',
  ),
} as const satisfies Record<string, DenyRefusal>;

/** A deny reason that every gateway can give. */
export type CommonReason = keyof typeof COMMON_REFUSALS;
