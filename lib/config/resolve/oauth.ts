import { SCHEMES } from '../../../lambda/authorizer/contract';
import type { OAuthConfig } from '../oauth-config';
import type { PlatformDeclaration } from '../shapes/platform-shape';
import { merged } from './merged';

type OAuthDeclaration = NonNullable<PlatformDeclaration['oauth']>;

const OAUTH_DEFAULTS: OAuthConfig = {
  signatureMethods: ['HMAC-SHA1'],
  timestampWindowSeconds: 300,
  clockSkewSeconds: 300,
  allowedApsHeaders: ['aps-locale'],
  cacheSeconds: 60,
  outageGraceSeconds: 900,
};
const BEARER_DEFAULTS = { subjectClaim: 'sub', algorithms: ['RS256'], leewaySeconds: 30 } as const;

/** Merges the platform's declaration with those of resellers, the topmost first. */
export function normalizeOAuth(
  platform: PlatformDeclaration,
  layers: readonly (OAuthDeclaration | undefined)[],
): OAuthConfig {
  const declared = merged<OAuthDeclaration>({}, platform.oauth, ...layers);
  const { authentication = ['oauth1'], bearer, ...rest } = declared;
  const schemes = SCHEMES.filter((scheme) => authentication.includes(scheme));
  return {
    ...merged(OAUTH_DEFAULTS, rest),
    ...(bearer && schemes.includes('bearer') && { bearer: { ...BEARER_DEFAULTS, ...bearer, schemes } }),
  };
}
