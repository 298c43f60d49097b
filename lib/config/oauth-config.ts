import type { BearerSettings, Scheme, SignatureMethod } from '../../lambda/authorizer/contract';

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

/** Returns the schemes of authentication that a gateway accepts. */
export function acceptedSchemes({ bearer }: Pick<OAuthConfig, 'bearer'>): readonly Scheme[] {
  return bearer?.schemes ?? ['oauth1'];
}
