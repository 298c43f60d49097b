/**
 * Fault that keeps a request from being checked. The gateway answers each with 503, never with a denial.
 *
 * - `credentials_unavailable`: Secrets Manager did not answer, or asked to slow down; cached credentials get a grace
 * - `credentials_refused`: Secrets Manager or KMS refused the look-up, which is a decision and gets no grace
 */
export type Fault =
  | 'credentials_unavailable'
  | 'credentials_refused'
  | 'credentials_lookups_exhausted'
  | 'credentials_malformed'
  | 'nonces_unavailable'
  | BearerFault
  | 'internal';

/** The keys of the identity provider cannot be had. Only gateways that accept bearer tokens have this fault. */
export type BearerFault = 'identity_provider_unavailable';

/** Place of a fault, for the log line: nothing that came with the request, and no value of the secret. */
export interface FaultDetail {
  /** Name of the credentials secret. */
  readonly secretName?: string;
  /** Invalid member of its document. */
  readonly member?: string;
  /** Description of a valid value of the member. */
  readonly expected?: string;
}

/** A request cannot be checked. API Gateway answers a thrown error with AUTHORIZER_FAILURE, here a 503. */
export class AuthorizerUnavailableError extends Error {
  override readonly name = 'AuthorizerUnavailableError';
  constructor(
    readonly fault: Fault,
    readonly detail: FaultDetail = {},
    options?: ErrorOptions,
  ) {
    super(fault, options);
  }
}
