/** Verification of requests. */
export interface OAuthProps {
  /**
   * Ways in which consumers may authenticate: by signatures (`oauth1`), by tokens of an identity provider (`bearer`), or both.
   *
   * @default ['oauth1']
   */
  readonly authentication?: readonly ('oauth1' | 'bearer')[];

  /**
   * The identity provider whose tokens are accepted if authentication has `bearer`.
   *
   * @default - none
   */
  readonly bearer?: BearerProps;

  /**
   * Signature methods that the gateway accepts.
   *
   * @default ['HMAC-SHA1']
   */
  readonly signatureMethods?: readonly ('HMAC-SHA1' | 'HMAC-SHA256')[];

  /**
   * Greatest age of a request.
   *
   * @default 300
   */
  readonly timestampWindowSeconds?: number;

  /**
   * Greatest time by which a consumer's clock may run ahead.
   *
   * @default 300
   */
  readonly clockSkewSeconds?: number;

  /**
   * aps-* request headers that a consumer may send, except those that assert an identity.
   *
   * @default ['aps-locale']
   */
  readonly allowedApsHeaders?: readonly string[];

  /**
   * Time for which credentials are cached.
   *
   * @default 60
   */
  readonly cacheSeconds?: number;

  /**
   * Further time for which cached credentials are used while Secrets Manager is unavailable.
   *
   * @default 900
   */
  readonly outageGraceSeconds?: number;
}

/** Verification of bearer tokens. */
export interface BearerProps {
  /** Value of the claim iss, exactly as in the tokens. */
  readonly issuer: string;

  /** Value of the claim aud, or one of its values. Use one for the gateways only. */
  readonly audience: string;

  /** URL of the identity provider's keys (JSON Web Key Set); its metadata lists it as jwks_uri. */
  readonly jwksUri: string;

  /**
   * Claim that names the consumer, such as sub, azp or client_id.
   *
   * @default 'sub'
   */
  readonly subjectClaim?: string;

  /**
   * Signature algorithms of tokens that are accepted.
   *
   * @default ['RS256']
   */
  readonly algorithms?: readonly ('RS256' | 'PS256' | 'ES256' | 'EdDSA')[];

  /**
   * Greatest difference to the identity provider's clock.
   *
   * @default 30
   */
  readonly leewaySeconds?: number;
}
