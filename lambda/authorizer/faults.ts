/** Why a request could not be checked. Each is answered with 503, never with a denial. */
export type Fault =
  | 'credentials_unavailable'
  | 'credentials_lookups_exhausted'
  | 'credentials_malformed'
  | 'nonces_unavailable'
  | 'internal';

/** What the log line says about a fault: where it lies, and nothing that came with the request or the secret. */
export interface FaultDetail {
  /** Name of the error underneath, such as `ThrottlingException`. */
  readonly error?: string;
  /** Name of the credentials secret. */
  readonly secretName?: string;
  /** Member of the document that is wrong. */
  readonly member?: string;
  /** What the member should be. */
  readonly expected?: string;
}

/** A request cannot be checked. API Gateway answers what is thrown with AUTHORIZER_FAILURE, here a 503. */
export class AuthorizerUnavailableError extends Error {
  override readonly name = 'AuthorizerUnavailableError';
  constructor(
    readonly fault: Fault,
    readonly detail: FaultDetail = {},
  ) {
    super(fault);
  }
}
