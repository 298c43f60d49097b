import type { CommonReason } from './refusals';

/** The authorizer's checks, in their order. Each stage of `authorize.ts` makes one or more of them. */
export const CHECKS = [
  'request',
  'clientCertificate',
  'path',
  'headers',
  'body',
  'query',
  'parameters',
  'timestamp',
  'signature',
  'nonce',
  'rules',
] as const;
export type Check = (typeof CHECKS)[number];

const CHECK_OF: Readonly<Record<CommonReason, Check>> = {
  request_unreadable: 'request',
  client_certificate_missing: 'clientCertificate',
  path_refused: 'path',
  trailing_slash_refused: 'path',
  header_refused: 'headers',
  form_body_unsupported: 'body',
  parameter_in_query: 'query',
  authorization_missing: 'parameters',
  authorization_repeated: 'parameters',
  authorization_too_large: 'parameters',
  authorization_scheme_unsupported: 'parameters',
  authorization_malformed: 'parameters',
  parameter_unexpected: 'parameters',
  parameter_repeated: 'parameters',
  parameter_missing: 'parameters',
  authorization_ambiguous: 'parameters',
  version_unsupported: 'parameters',
  signature_method_unsupported: 'parameters',
  token_unsupported: 'parameters',
  nonce_malformed: 'parameters',
  timestamp_malformed: 'timestamp',
  timestamp_refused: 'timestamp',
  // The signature is not verified then.
  locked_out: 'signature',
  signature_invalid: 'signature',
  consumer_secret_expired: 'signature',
  nonce_used: 'nonce',
  consumer_suspended: 'rules',
  consumer_not_yet_valid: 'rules',
  consumer_expired: 'rules',
  signature_method_not_permitted: 'rules',
  source_ip_refused: 'rules',
  source_vpc_endpoint_refused: 'rules',
  client_certificate_refused: 'rules',
  outside_service_hours: 'rules',
  operation_refused: 'rules',
};

/** Outcome of each check of a request. `not reached`: an earlier check ended it. */
export type CheckOutcomes = Readonly<Record<Check, 'passed' | 'failed' | 'not reached'>>;

/**
 * Returns the check that a deny reason comes from.
 *
 * @param reason a code that may come from another version of the function
 */
export function checkOf(reason: string): Check | undefined {
  return Object.hasOwn(CHECK_OF, reason) ? CHECK_OF[reason as CommonReason] : undefined;
}

/** Returns the outcome of each check of a request that one check ended, or that passed them all. */
export function checkOutcomes(failed: Check | undefined): CheckOutcomes {
  const end = failed === undefined ? CHECKS.length : CHECKS.indexOf(failed);
  const outcomes = CHECKS.map((check, index) => {
    return [check, index < end ? 'passed' : index === end ? 'failed' : 'not reached'] as const;
  });
  return Object.fromEntries(outcomes) as CheckOutcomes;
}
