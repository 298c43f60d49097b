import type { EnvironmentConfig, GatewayConfig, ResellerConfig, TierConfig } from '../environment';
import { acceptedSchemes } from '../oauth-config';
import type { PlatformDeclaration } from '../shapes/platform-shape';
import {
  DEFAULT_TLS_POLICY,
  type Declarations,
  MUTUAL_TLS_POLICY,
  type ResellerDeclaration,
} from '../shapes/reseller-shape';
import { ancestors, declaration, lineage } from './lineage';
import {
  normalizeAlarms,
  normalizeDomains,
  normalizeLogs,
  normalizePlatform,
  normalizeRoutes,
  normalizeStageThrottle,
  normalizeVpcEndpoints,
} from './normalize';
import { normalizeOAuth } from './oauth';
import { normalizeNotices } from './notices';
import { normalizeShedding } from './shedding';
import { resolveTiers } from './tiers';
import { normalizeUiNodes } from './ui-nodes';

/**
 * Resolves inheritance: which gateway serves each reseller, and the settings of each gateway. Checks nothing.
 *
 * @param declared resellers without missing parents and cycles, see `resolvable`
 */
export function resolveEnvironment(
  environment: string,
  platform: PlatformDeclaration,
  declared: Declarations,
): EnvironmentConfig {
  const resellers = [...declared.keys()].toSorted().map((id) => resolveReseller(id, platform, declared));
  const gateways = resellers
    .filter(({ id, gatewayOwner }) => id === gatewayOwner)
    .map((owner) => resolveGateway(owner, resellers, platform, declared));
  return { environment, platform: normalizePlatform(platform), resellers, gateways };
}

function resolveReseller(id: string, platform: PlatformDeclaration, declared: Declarations): ResellerConfig {
  const { displayName, parent, externalReference, contacts = [], notes } = declaration(declared, id);
  const notices = normalizeNotices(
    platform,
    lineage(id, declared)
      .toReversed()
      .map((above) => above.notices),
  );
  const owner = [id, ...ancestors(id, declared)].find((above) => declaration(declared, above).gateway !== 'inherited');
  return {
    id,
    displayName,
    gatewayOwner: owner ?? id,
    tiers: resolveTiers(id, platform, declared),
    contacts,
    ...(parent && { parent }),
    ...(externalReference && { externalReference }),
    ...(notes && { notes }),
    ...(notices && { notices }),
  };
}

function resolveGateway(
  owner: ResellerConfig,
  resellers: readonly ResellerConfig[],
  platform: PlatformDeclaration,
  declared: Declarations,
): GatewayConfig {
  const served = resellers.filter(({ gatewayOwner }) => gatewayOwner === owner.id);
  const own = declaration(declared, owner.id);
  const line = lineage(owner.id, declared);
  const nearest = <T>(pick: (above: ResellerDeclaration) => T | undefined) =>
    line.map(pick).find((value) => value !== undefined);
  const layers = <K extends keyof ResellerDeclaration>(key: K) => line.toReversed().map((above) => above[key]);
  const oauth = normalizeOAuth(platform, layers('oauth'));
  const signs = acceptedSchemes(oauth).includes('oauth1');
  const alarms = normalizeAlarms(platform, layers('alarms'), signs);
  const tiers = Object.assign({}, ...served.map((one) => one.tiers)) as Record<string, TierConfig>;
  // Mutual TLS allows a single policy.
  const inherited = own.mutualTls ? MUTUAL_TLS_POLICY : nearest(({ domains }) => domains?.[0]?.tlsPolicy);
  const tlsPolicy = own.domains?.[0]?.tlsPolicy ?? inherited ?? DEFAULT_TLS_POLICY;
  const reservedConcurrency =
    nearest(({ isolation }) => isolation?.reservedConcurrency) ?? platform.isolation?.reservedConcurrency;
  // Only signatures are counted.
  const lockout = signs ? (nearest((above) => above.lockout) ?? platform.lockout) : undefined;
  const audience = nearest((above) => above.audience) ?? 'external';
  // A probe calls over the internet.
  const sharedProbe = audience === 'internal' ? undefined : platform.probe?.consumer;
  const probeConsumer = platform.probe && (own.probe?.consumer ?? sharedProbe);
  const endpointAccess = own.endpointAccess ?? (own.mutualTls ? undefined : 'strict');
  return {
    resellerId: owner.id,
    displayName: owner.displayName,
    serves: [owner.id, ...served.map(({ id }) => id).filter((id) => id !== owner.id)],
    audience,
    vpcEndpoints: audience === 'external' ? [] : normalizeVpcEndpoints(nearest(({ vpcEndpoints }) => vpcEndpoints)),
    uiNodes: normalizeUiNodes(platform, layers('uiNodes')),
    routes: normalizeRoutes(nearest(({ routes }) => routes) ?? platform.routes),
    tiers,
    narrowedTiers: narrowedTiers(served, Object.keys(tiers).length),
    ...(platform.operationGroups && { operationGroups: platform.operationGroups }),
    ...(platform.shedding && { shedding: normalizeShedding(platform.shedding) }),
    throttle: normalizeStageThrottle(nearest(({ throttle }) => throttle) ?? platform.throttle, Object.values(tiers)),
    ...(typeof reservedConcurrency === 'number' && { reservedConcurrency }),
    oauth,
    ...(typeof lockout === 'object' && { lockout }),
    domains: normalizeDomains(own, tlsPolicy),
    tlsPolicy,
    ...(endpointAccess && { endpointAccess }),
    ...(own.mutualTls && { mutualTls: own.mutualTls }),
    allowedSourceIps: nearest(({ allowedSourceIps }) => allowedSourceIps) ?? [],
    logs: normalizeLogs(platform, layers('logs')),
    tracing: platform.tracing ?? false,
    ...(probeConsumer !== undefined && { probeConsumer }),
    ...(alarms && { alarms }),
    tags: { ...platform.tags, ...own.tags },
  };
}

function narrowedTiers(served: readonly ResellerConfig[], ofGateway: number): Record<string, readonly string[]> {
  return Object.fromEntries(
    served.map(({ id, tiers }) => [id, Object.keys(tiers)] as const).filter(([, own]) => own.length < ofGateway),
  );
}
