import type { BearerSettings, SignatureMethod } from '../../lambda/authorizer/contract';

export interface OAuthConfig {
  /** Present if the gateway accepts bearer tokens. */
  readonly bearer?: BearerSettings;
  readonly signatureMethods: readonly SignatureMethod[];
  readonly timestampWindowSeconds: number;
  readonly clockSkewSeconds: number;
  readonly allowedApsHeaders: readonly string[];
  readonly cacheSeconds: number;
  readonly outageGraceSeconds: number;
}
