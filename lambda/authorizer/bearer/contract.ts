/**
 * {@link BearerSettings} as JSON, in the environment of functions that accept bearer tokens. Apart from `SETTINGS`, so that
 * the others do not carry it.
 */
export const BEARER_SETTING = 'APS_GATEWAY_BEARER';

/** Ways in which a gateway can authenticate requests: OAuth 1.0a signatures, and OAuth 2 bearer tokens (RFC 6750). */
export const SCHEMES = ['oauth1', 'bearer'] as const;
export type Scheme = (typeof SCHEMES)[number];

/** Signature algorithms of tokens (RFC 7518 §3.1, RFC 8037 §3.1). All are asymmetric: no key of them can be shared. */
export const BEARER_ALGORITHMS = ['RS256', 'PS256', 'ES256', 'EdDSA'] as const;
export type BearerAlgorithm = (typeof BEARER_ALGORITHMS)[number];

/** Settings by which a function accepts bearer tokens. */
export interface BearerSettings {
  /** The schemes that the gateway accepts: bearer, or both. */
  readonly schemes: readonly Scheme[];
  /** Value of the claim `iss`. */
  readonly issuer: string;
  /** Value of the claim `aud`, or one of them. */
  readonly audience: string;
  /** Claim that names the consumer, such as `sub`. */
  readonly subjectClaim: string;
  /** HTTPS URL of the identity provider's JSON Web Key Set. */
  readonly jwksUri: string;
  readonly algorithms: readonly BearerAlgorithm[];
  /** The most by which the clocks of gateway and identity provider may differ. */
  readonly leewaySeconds: number;
}
