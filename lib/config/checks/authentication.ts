import type { EnvironmentConfig } from '../environment';
import type { PlatformDeclaration } from '../shapes/platform-shape';
import type { Declarations } from '../shapes/reseller-shape';
import type { HierarchyProblem } from './hierarchy-problem';

/** Checks that gateways that accept bearer tokens know an identity provider, and that probes can authenticate. */
export function checkAuthentication(
  { gateways }: EnvironmentConfig,
  platform: PlatformDeclaration,
  written: Declarations,
): readonly HierarchyProblem[] {
  const message = 'has bearer, but no identity provider is declared';
  const allowed = 'bearer together with oauth.bearer (issuer, audience, jwksUri), which may be inherited';
  const path = ['oauth', 'authentication'];
  const { authentication: ofPlatform = [], bearer } = platform.oauth ?? {};
  const unknown: HierarchyProblem[] = ofPlatform.includes('bearer') && !bearer ? [{ path, message, allowed }] : [];
  for (const { resellerId, oauth } of gateways) {
    const declares = written.get(resellerId)?.oauth?.authentication?.includes('bearer') ?? false;
    if (declares && !oauth.bearer) unknown.push({ resellerId, path, message, allowed });
  }
  return [...unknown, ...checkProbesAuthenticate(gateways, written)];
}

function checkProbesAuthenticate(
  gateways: EnvironmentConfig['gateways'],
  written: Declarations,
): readonly HierarchyProblem[] {
  return gateways.flatMap(({ resellerId, probeConsumer, oauth }): HierarchyProblem[] => {
    if (probeConsumer === undefined || !oauth.bearer || oauth.bearer.schemes.includes('oauth1')) return [];
    const message = 'is not possible at a gateway that accepts only bearer tokens: probes are signed';
    const own = written.get(resellerId)?.probe !== undefined;
    if (own) return [{ resellerId, path: ['probe'], message, allowed: 'none, or oauth1 in oauth.authentication' }];
    const allowed = "the resellers' own consumers, or oauth1 in oauth.authentication";
    return [{ path: ['probe', 'consumer'], message: `${message} (${resellerId})`, allowed }];
  });
}
