import type { EnvironmentConfig } from '../environment';
import { ancestors } from '../resolve/lineage';
import { normalizeRoutes, normalizeTier } from '../resolve/normalize';
import { resolveTiers } from '../resolve/tiers';
import type { PlatformDeclaration } from '../shapes/platform-shape';
import type { Declarations } from '../shapes/reseller-shape';
import type { HierarchyProblem } from './hierarchy-problem';
import { raisedTier, reopenedTier, separatedTier, widenedTier } from './tier-narrowing';

/** Checks that every reseller has a tier, that inherited tiers exist, and that redefined ones allow no more. */
export function checkTiers(
  config: EnvironmentConfig,
  platform: PlatformDeclaration,
  declared: Declarations,
): readonly HierarchyProblem[] {
  return [...checkDeclaredTiers(config, platform, declared), ...checkPresence(platform, declared)];
}

/** A gateway without tiers has no usage plan for a consumer. */
function checkPresence(platform: PlatformDeclaration, declared: Declarations): readonly HierarchyProblem[] {
  return [...declared]
    .filter(([id, { tiers }]) => !tiers && Object.keys(resolveTiers(id, platform, declared)).length === 0)
    .map(([resellerId]) => ({
      resellerId,
      path: ['tiers'],
      message: 'is missing, and there are no tiers to inherit',
      allowed: 'tiers with their own limits, or tiers in platform.yaml',
    }));
}

function checkDeclaredTiers(
  { gateways }: EnvironmentConfig,
  platform: PlatformDeclaration,
  declared: Declarations,
): readonly HierarchyProblem[] {
  const routesOf = new Map(gateways.map(({ resellerId, routes }) => [resellerId, routes]));
  return [...declared].flatMap(([resellerId, { tiers = {}, parent, gateway }]) => {
    const above = resolveTiers(parent, platform, declared);
    const routes = routesOf.get(resellerId) ?? [];
    const routesAbove =
      ancestors(resellerId, declared)
        .map((id) => routesOf.get(id))
        .find((found) => found !== undefined) ?? normalizeRoutes(platform.routes);
    const names = Object.keys(above).join(', ');
    const known = names && `one of: ${names}`;
    const problem = (path: readonly (string | number)[], message: string, allowed: string) => ({
      resellerId,
      path: ['tiers', ...path],
      message,
      allowed,
    });
    return Object.entries(tiers).flatMap(([name, tier]): HierarchyProblem[] => {
      const inherited = Object.hasOwn(above, name) ? above[name] : undefined;
      if (tier === 'inherit') {
        if (inherited) return [];
        const allowed = known ? `${known}; or its own limits` : 'its own limits';
        return [problem([name], 'there is no such tier to inherit', allowed)];
      }
      if (gateway === 'inherited')
        return [
          problem(
            [name],
            "has limits, but uses the usage plan of an ancestor's gateway",
            'inherit (the parent may have a tier for this reseller only), or gateway: own',
          ),
        ];
      if (!inherited && parent)
        return [problem([name], 'is not a tier of the parent', known || 'a tier of the parent')];
      if (!inherited) return [];
      const own = normalizeTier(tier);
      return [
        ...widenedTier({ tier: own, routes }, { tier: inherited, routes: routesAbove }),
        ...separatedTier(own, inherited),
        ...reopenedTier(own, inherited),
        ...raisedTier(own, inherited),
      ].map(({ path, allowed }) => problem([name, ...path], 'allows more than the inherited tier', allowed));
    });
  });
}
