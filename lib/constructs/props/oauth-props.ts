/** How requests are verified. */
export interface OAuthProps {
  /**
   * Signature methods that the gateway accepts.
   *
   * @default ['HMAC-SHA1']
   */
  readonly signatureMethods?: readonly ('HMAC-SHA1' | 'HMAC-SHA256')[];

  /**
   * How old a request may be.
   *
   * @default 300
   */
  readonly timestampWindowSeconds?: number;

  /**
   * How far a consumer's clock may run ahead.
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
   * How long credentials are cached.
   *
   * @default 60
   */
  readonly cacheSeconds?: number;

  /**
   * How much longer cached credentials are used while Secrets Manager is unavailable.
   *
   * @default 900
   */
  readonly outageGraceSeconds?: number;
}
