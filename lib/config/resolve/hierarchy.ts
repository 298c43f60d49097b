/**
 * Who is served by whose gateway, and with what: inheritance resolved over declared resellers. Pure; knows no file.
 */
import type { EnvironmentConfig, GatewayConfig, ResellerConfig, TierConfig } from '../environment';
import { checkEnvironment } from '../checks/environment';
import { checkParents, type HierarchyProblem } from '../checks/parents';
import { ancestors, type Declarations, declaration, lineage } from './lineage';
import {
  normalizeAlarms,
  normalizeDomains,
  normalizeLogs,
  normalizeOAuth,
  normalizePlatform,
  normalizeRoutes,
  normalizeThrottle,
  normalizeUiNodes,
} from './normalize';
import type { PlatformDeclaration } from '../shapes/platform-shape';
import type { ResellerDeclaration } from '../shapes/reseller-shape';
import { resolveTiers } from './tiers';

/**
 * Resolves an environment, and finds every problem that only the whole shows.
 *
 * @param unread ids of resellers whose files cannot be used; what is below them is not resolved
 */
export function resolveHierarchy(
  environment: string,
  platform: PlatformDeclaration,
  written: Declarations,
  unread: ReadonlySet<string> = new Set(),
): { readonly config?: EnvironmentConfig; readonly problems: readonly HierarchyProblem[] } {
  const parents = checkParents(written, unread);
  const declared = withoutBrokenParents(resolvable(written, unread), parents);
  const resellers = [...declared.keys()].toSorted().map((id) => resolveReseller(id, platform, declared));
  const gateways = resellers
    .filter(({ id, gatewayOwner }) => id === gatewayOwner)
    .map((owner) => resolveGateway(owner, resellers, platform, declared));
  const config = { environment, platform: normalizePlatform(platform), resellers, gateways };
  return { config, problems: [...parents, ...checkEnvironment(config, platform, declared, written)] };
}

/** Nothing can be said of what a reseller inherits from a file that cannot be used. */
function resolvable(written: Declarations, unread: ReadonlySet<string>): Declarations {
  return new Map([...written].filter(([id]) => !ancestors(id, written).some((above) => unread.has(above))));
}

/** Cuts orphans and cycles off, so that the rest can be looked at; their problems are known. */
function withoutBrokenParents(written: Declarations, problems: readonly HierarchyProblem[]): Declarations {
  const broken = new Set(problems.filter(({ path }) => path[0] === 'parent').map(({ resellerId }) => resellerId));
  return new Map(
    [...written].map(([id, { parent, ...rest }]) => [id, parent && !broken.has(id) ? { ...rest, parent } : rest]),
  );
}

function resolveReseller(id: string, platform: PlatformDeclaration, declared: Declarations): ResellerConfig {
  const { displayName, parent, externalReference, contacts = [], notes } = declaration(declared, id);
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
  const alarms = normalizeAlarms(platform, layers('alarms'));
  const tiers = Object.assign({}, ...served.map((one) => one.tiers)) as Record<string, TierConfig>;
  // With mutual TLS there is one that is allowed.
  const inherited = own.mutualTls ? undefined : nearest(({ domains }) => domains?.[0]?.tlsPolicy);
  const tlsPolicy = own.domains?.[0]?.tlsPolicy ?? inherited ?? 'TLS_1_2';
  return {
    resellerId: owner.id,
    displayName: owner.displayName,
    serves: [owner.id, ...served.map(({ id }) => id).filter((id) => id !== owner.id)],
    uiNodes: normalizeUiNodes(platform, layers('uiNodes')),
    routes: normalizeRoutes(nearest(({ routes }) => routes) ?? platform.routes),
    tiers,
    narrowedTiers: narrowedTiers(served, Object.keys(tiers).length),
    throttle: normalizeThrottle(nearest(({ throttle }) => throttle) ?? platform.throttle),
    oauth: normalizeOAuth(platform, layers('oauth')),
    domains: normalizeDomains(own, tlsPolicy),
    tlsPolicy,
    ...(own.mutualTls && { mutualTls: own.mutualTls }),
    allowedSourceIps: nearest(({ allowedSourceIps }) => allowedSourceIps) ?? [],
    logs: normalizeLogs(platform, layers('logs')),
    tracing: platform.tracing ?? false,
    ...(alarms && { alarms }),
    tags: { ...platform.tags, ...own.tags },
  };
}

function narrowedTiers(served: readonly ResellerConfig[], ofGateway: number): Record<string, readonly string[]> {
  return Object.fromEntries(
    served.map(({ id, tiers }) => [id, Object.keys(tiers)] as const).filter(([, own]) => own.length < ofGateway),
  );
}
