/**
 * Who is served by whose gateway, and with what: inheritance resolved over declared resellers. Pure; knows no file.
 */
import type { EnvironmentConfig, GatewayConfig, ResellerConfig, TierConfig } from './environment';
import { DEFAULT_RETENTION_DAYS, normalizeOAuth, normalizeRoutes, normalizeThrottle, normalizeTier } from './normalize';
import type { PlatformDeclaration } from './platform-shape';
import type { ResellerDeclaration } from './reseller-shape';

/** A problem that only the whole shows. */
export interface HierarchyProblem {
  /** The reseller whose file has it; the platform's file when absent. */
  readonly resellerId?: string;
  readonly path: readonly string[];
  readonly message: string;
  readonly allowed: string;
}

/** Keys that change a gateway, and so make no sense for a reseller that is served by an ancestor's. */
const GATEWAY_KEYS = ['uiNodes', 'routes', 'throttle', 'oauth', 'tags'] as const;

export type Declarations = ReadonlyMap<string, ResellerDeclaration>;

/** Resolves an environment; with problems, `config` is absent. */
export function resolveHierarchy(
  environment: string,
  platform: PlatformDeclaration,
  declared: Declarations,
): { readonly config?: EnvironmentConfig; readonly problems: readonly HierarchyProblem[] } {
  const problems = [...declared].flatMap(([id]) => parentProblems(id, declared));
  if (problems.length > 0) return { problems };
  const ids = [...declared.keys()].toSorted();
  const platformTiers = mapValues(platform.tiers, normalizeTier);
  const resellers = ids.map((id) => {
    const own = resolveReseller(id, declared, platformTiers);
    problems.push(...own.problems);
    return own.reseller;
  });
  const gateways = resellers
    .filter(({ id, gatewayOwner }) => id === gatewayOwner)
    .map((owner) => resolveGateway(owner, resellers, platform, declared));
  if (problems.length > 0) return { problems };
  const { displayName, account, region, tags = {} } = platform;
  return {
    config: {
      environment,
      platform: { displayName, tags, ...(account && { account }), ...(region && { region }) },
      resellers,
      gateways,
    },
    problems: [],
  };
}

function parentProblems(id: string, declared: Declarations): HierarchyProblem[] {
  const own = get(declared, id);
  const problems: HierarchyProblem[] = [];
  const { parent } = own;
  if (parent !== undefined && !declared.has(parent)) {
    const others = [...declared.keys()].filter((other) => other !== id).toSorted();
    problems.push({
      resellerId: id,
      path: ['parent'],
      message: 'is no reseller',
      allowed: `one of: ${others.join(', ')}`,
    });
  } else if (ancestors(id, declared).includes(id)) {
    problems.push({
      resellerId: id,
      path: ['parent'],
      message: 'leads back to this reseller',
      allowed: 'a reseller above',
    });
  }
  if (own.gateway === 'inherited' && parent === undefined) {
    problems.push({
      resellerId: id,
      path: ['gateway'],
      message: 'needs a parent',
      allowed: 'own, or a parent besides',
    });
  }
  if (own.gateway === 'inherited') {
    for (const key of GATEWAY_KEYS.filter((name) => own[name] !== undefined)) {
      problems.push({ resellerId: id, path: [key], message: 'needs a gateway of its own', allowed: 'gateway: own' });
    }
  }
  return problems;
}

/** Ids above a reseller, the nearest first; ends where a cycle closes or a parent is missing. */
export function ancestors(id: string, declared: Declarations): readonly string[] {
  const found: string[] = [];
  for (let at = declared.get(id)?.parent; at !== undefined && !found.includes(at); at = declared.get(at)?.parent) {
    found.push(at);
  }
  return found;
}

/** The reseller itself and those above it, the nearest first, as declared. */
function chain(id: string, declared: Declarations): readonly ResellerDeclaration[] {
  return [id, ...ancestors(id, declared)].map((above) => get(declared, above));
}

function resolveReseller(
  id: string,
  declared: Declarations,
  platformTiers: Readonly<Record<string, TierConfig>>,
): { reseller: ResellerConfig; problems: readonly HierarchyProblem[] } {
  const own = get(declared, id);
  const problems: HierarchyProblem[] = [];
  const above = own.parent ? resolveReseller(own.parent, declared, platformTiers).reseller.tiers : platformTiers;
  const tiers: Record<string, TierConfig> = {};
  for (const [name, tier] of Object.entries(own.tiers ?? mapValues(above, () => 'inherit' as const))) {
    const inherited = above[name];
    if (tier !== 'inherit') tiers[name] = normalizeTier(tier);
    else if (inherited) tiers[name] = inherited;
    else problems.push(unknownTier(id, name, above));
  }
  const owner = [id, ...ancestors(id, declared)].find((other) => get(declared, other).gateway !== 'inherited') ?? id;
  const { displayName, parent, externalReference, contacts = [], notes } = own;
  const reseller: ResellerConfig = {
    id,
    displayName,
    gatewayOwner: owner,
    tiers,
    contacts,
    ...(parent && { parent }),
    ...(externalReference && { externalReference }),
    ...(notes && { notes }),
  };
  return { reseller, problems };
}

const unknownTier = (resellerId: string, name: string, above: Readonly<Record<string, TierConfig>>) => ({
  resellerId,
  path: ['tiers', name],
  message: 'there is no such tier to inherit',
  allowed: `one of: ${Object.keys(above).join(', ')}; or limits of its own`,
});

function resolveGateway(
  owner: ResellerConfig,
  resellers: readonly ResellerConfig[],
  platform: PlatformDeclaration,
  declared: Declarations,
): GatewayConfig {
  const served = resellers.filter(({ gatewayOwner }) => gatewayOwner === owner.id);
  const line = chain(owner.id, declared);
  const first = <T>(pick: (declaration: ResellerDeclaration) => T | undefined) =>
    line.map(pick).find((v) => v !== undefined);
  return {
    resellerId: owner.id,
    displayName: owner.displayName,
    serves: [owner.id, ...served.map(({ id }) => id).filter((id) => id !== owner.id)],
    uiNodes: { brandEndpoint: first(({ uiNodes }) => uiNodes?.brandEndpoint) ?? platform.uiNodes.brandEndpoint },
    routes: normalizeRoutes(first(({ routes }) => routes) ?? platform.routes),
    tiers: Object.assign({}, ...served.map(({ tiers }) => tiers)) as Record<string, TierConfig>,
    throttle: normalizeThrottle(get(declared, owner.id).throttle ?? platform.throttle),
    oauth: normalizeOAuth(platform.oauth, ...line.toReversed().map(({ oauth }) => oauth)),
    logs: { retentionDays: platform.logs?.retentionDays ?? DEFAULT_RETENTION_DAYS },
    tags: { ...platform.tags, ...get(declared, owner.id).tags },
  };
}

function get(declared: Declarations, id: string): ResellerDeclaration {
  const found = declared.get(id);
  if (!found) throw new Error(`No reseller ${id} is declared`);
  return found;
}

const mapValues = <T, U>(map: Readonly<Record<string, T>>, change: (value: T) => U): Record<string, U> =>
  Object.fromEntries(Object.entries(map).map(([key, value]) => [key, change(value)]));
