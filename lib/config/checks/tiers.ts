/** Checks of tiers: known where inherited, narrower where redefined. Pure. */
import type { EnvironmentConfig, MethodThrottleConfig, RouteConfig, TierConfig } from '../environment';
import type { HierarchyProblem } from './parents';
import { ancestors, type Declarations } from '../resolve/lineage';
import { normalizeRoutes, normalizeTier } from '../resolve/normalize';
import type { PlatformDeclaration } from '../shapes/platform-shape';
import { resolveTiers } from '../resolve/tiers';

export function checkTiers(
  config: EnvironmentConfig,
  platform: PlatformDeclaration,
  declared: Declarations,
): readonly HierarchyProblem[] {
  return [...inheritance(config, platform, declared), ...withoutTiers(platform, declared)];
}

/** A gateway without tiers has no usage plan that a consumer could be on. */
function withoutTiers(platform: PlatformDeclaration, declared: Declarations): readonly HierarchyProblem[] {
  return [...declared]
    .filter(([id, { tiers }]) => !tiers && Object.keys(resolveTiers(id, platform, declared)).length === 0)
    .map(([resellerId]) => ({
      resellerId,
      path: ['tiers'],
      message: 'is missing, and there are none above',
      allowed: 'tiers with limits of their own, or tiers in platform.yaml',
    }));
}

function inheritance(
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
      if (tier === 'inherit')
        return inherited
          ? []
          : [
              problem(
                [name],
                'there is no such tier to inherit',
                known ? `${known}; or limits of its own` : 'limits of its own',
              ),
            ];
      if (gateway === 'inherited')
        return [problem([name], "shares the usage plan of the gateway's owner", 'inherit, or gateway: own')];
      if (!inherited && parent)
        return [problem([name], "adds to the parent's tiers", known || 'tiers that the parent has')];
      return (inherited ? wider(normalizeTier(tier), inherited, routes, routesAbove) : []).map(({ path, allowed }) =>
        problem([name, ...path], 'widens what is above', allowed),
      );
    });
  });
}

interface Wider {
  readonly path: readonly string[];
  readonly allowed: string;
}

/** Where a tier gives more than the one above, on the routes of its gateway; what that one says is of the routes above. */
function wider(
  own: TierConfig,
  above: TierConfig,
  routes: readonly RouteConfig[],
  routesAbove: readonly RouteConfig[],
): readonly Wider[] {
  return [...widerThrottle(own, above), ...widerQuota(own, above), ...widerMethods(own, above, routes, routesAbove)];
}

function widerThrottle({ throttle: own }: TierConfig, { throttle: above }: TierConfig): Wider[] {
  return (['rateLimit', 'burstLimit'] as const).flatMap((key) => {
    const most = above[key];
    return most !== undefined && (own[key] ?? Infinity) > most
      ? [{ path: ['throttle', key], allowed: `at most ${most}` }]
      : [];
  });
}

/** How many periods of one kind lie in one of another, whole or in part; a longer one may be used up on its first day. */
const PERIODS_WITHIN = {
  day: { day: 1, week: 1, month: 1 },
  week: { day: 7, week: 1, month: 1 },
  month: { day: 31, week: 6, month: 1 },
} as const;

/** In no period of the quota above may more get through than that allows. */
function widerQuota({ quota: own }: TierConfig, { quota: above }: TierConfig): Wider[] {
  if (!above) return [];
  const all = `at most ${above.limit} per ${above.period}`;
  if (!own) return [{ path: ['quota'], allowed: all }];
  const most = Math.floor(above.limit / PERIODS_WITHIN[above.period][own.period]);
  if (own.limit > most)
    return [{ path: ['quota', 'limit'], allowed: most > 0 ? `at most ${most} per ${own.period}` : all }];
  // Two periods of the one would begin in one of the other.
  if (own.period === above.period && own.offset !== above.offset)
    return [{ path: ['quota', 'offset'], allowed: `${above.offset}, as above` }];
  return [];
}

function isBelow(path: string, outer: string) {
  return `${path}/`.startsWith(`${outer}/`);
}

/**
 * A throttle of a method above holds for every route below it that is nearer to no other route above, by one as tight or
 * by that of the whole tier.
 */
function widerMethods(
  own: TierConfig,
  above: TierConfig,
  routes: readonly RouteConfig[],
  routesAbove: readonly RouteConfig[],
): Wider[] {
  const nearer = ({ path, method }: MethodThrottleConfig, route: string) =>
    routesAbove.some(
      (other) =>
        other.path !== path &&
        other.methods.includes(method) &&
        isBelow(other.path, path) &&
        isBelow(route, other.path),
    );
  return above.methods.flatMap((entry) =>
    routes
      .filter(
        ({ path, methods }) => methods.includes(entry.method) && isBelow(path, entry.path) && !nearer(entry, path),
      )
      .filter(({ path }) => !own.methods.some((mine) => isThrottle(mine, entry, path) && isAsTight(mine, entry)))
      .filter(() => !isAsTight(own.throttle, entry))
      .map(({ path }) => ({
        path: ['methods'],
        allowed: `${entry.method} ${path} with a rateLimit of at most ${entry.rateLimit} and a burstLimit of at most ${entry.burstLimit}`,
      })),
  );
}

function isThrottle(mine: MethodThrottleConfig, { method }: MethodThrottleConfig, path: string) {
  return mine.method === method && mine.path === path;
}

function isAsTight(
  { rateLimit = Infinity, burstLimit = Infinity }: Partial<Pick<MethodThrottleConfig, 'rateLimit' | 'burstLimit'>>,
  most: MethodThrottleConfig,
) {
  return rateLimit <= most.rateLimit && burstLimit <= most.burstLimit;
}
