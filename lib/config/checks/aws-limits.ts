import type { EnvironmentConfig, RouteConfig } from '../environment';
import { normalizeRoutes } from '../resolve/normalize';
import type { PlatformDeclaration } from '../shapes/platform-shape';
import type { Declarations } from '../shapes/reseller-shape';
import type { HierarchyProblem } from './hierarchy-problem';

/** A stack holds 500 resources; the other 100 are for the gateway itself. */
const MOST_ROUTE_RESOURCES = 400;
/** AWS allows 50, and a gateway's resources have one that names the reseller. */
const MOST_TAGS_PER_RESOURCE = 49;

/** Checks against the limits of one stack and of one AWS resource. */
export function checkAwsLimits(
  config: EnvironmentConfig,
  platform: PlatformDeclaration,
  declared: Declarations,
): readonly HierarchyProblem[] {
  return [...checkRouteCount(platform, declared), ...checkTwice(config), ...checkTagCount(config, platform, declared)];
}

function checkRouteCount(platform: PlatformDeclaration, declared: Declarations): HierarchyProblem[] {
  const files = [
    { routes: platform.routes },
    ...[...declared].map(([resellerId, { routes }]) => ({ resellerId, routes })),
  ];
  return files.flatMap(({ routes, ...file }) => {
    const count = routeResources(normalizeRoutes(routes));
    if (count <= MOST_ROUTE_RESOURCES) return [];
    const message = `needs ${count} resources, too many for one CloudFormation stack`;
    const allowed = `at most ${MOST_ROUTE_RESOURCES}: 2 for each path from /2 down to a route, 2 for each route, 2 for each of its methods`;
    return [{ ...file, path: ['routes'], message, allowed }];
  });
}

/** A gateway for both audiences has two APIs in its stack. */
function checkTwice({ gateways }: EnvironmentConfig): HierarchyProblem[] {
  return gateways.flatMap(({ resellerId, audience, routes }) => {
    const count = routeResources(routes);
    if (audience !== 'both' || count > MOST_ROUTE_RESOURCES || 2 * count <= MOST_ROUTE_RESOURCES) return [];
    const message = `both needs ${2 * count} resources for routes, too many for one CloudFormation stack`;
    const allowed = `external or internal, or routes of at most ${MOST_ROUTE_RESOURCES / 2} resources`;
    return [{ resellerId, path: ['audience'], message, allowed }];
  });
}

/**
 * Counts CloudFormation resources: each path has an API resource and a method that answers 404; each route has the
 * same for what is below it, and each of its methods at both places.
 */
function routeResources(routes: readonly RouteConfig[]): number {
  const paths = new Set(
    routes.flatMap(({ path }) => {
      const segments = path.split('/').slice(2);
      return segments.map((_, index) => segments.slice(0, index + 1).join('/'));
    }),
  );
  return 2 * (paths.size + routes.length) + 2 * routes.reduce((sum, { methods }) => sum + methods.length, 0);
}

function checkTagCount(
  { gateways }: EnvironmentConfig,
  platform: PlatformDeclaration,
  declared: Declarations,
): HierarchyProblem[] {
  const message = 'has more tags than an AWS resource can have';
  if (Object.keys(platform.tags ?? {}).length > MOST_TAGS_PER_RESOURCE)
    return [{ path: ['tags'], message, allowed: `at most ${MOST_TAGS_PER_RESOURCE} tags` }];
  return gateways
    .filter(
      ({ resellerId, tags }) => declared.get(resellerId)?.tags && Object.keys(tags).length > MOST_TAGS_PER_RESOURCE,
    )
    .map(({ resellerId }) => ({
      resellerId,
      path: ['tags'],
      message,
      allowed: `at most ${MOST_TAGS_PER_RESOURCE} tags, including those of platform.yaml`,
    }));
}
