/** Checks against what AWS takes of one thing, and of thresholds that nothing can reach. Pure. */
import type { EnvironmentConfig, RouteConfig } from '../environment';
import type { HierarchyProblem } from './parents';
import { ancestors, type Declarations } from '../resolve/lineage';
import { normalizeRoutes } from '../resolve/normalize';
import type { PlatformDeclaration } from '../shapes/platform-shape';

/** A stack has 500 resources; the rest is for what a gateway has besides its routes. */
const MOST_ROUTE_RESOURCES = 400;
/** Of one AWS resource. */
const MOST_TAGS = 50;

export function checkQuotas(
  config: EnvironmentConfig,
  platform: PlatformDeclaration,
  declared: Declarations,
): readonly HierarchyProblem[] {
  return [
    ...routeCount(platform, declared),
    ...tagCount(config, platform, declared),
    ...latency(config, platform, declared),
  ];
}

function routeCount(platform: PlatformDeclaration, declared: Declarations): HierarchyProblem[] {
  const files = [
    { routes: platform.routes },
    ...[...declared].map(([resellerId, { routes }]) => ({ resellerId, routes })),
  ];
  return files.flatMap(({ routes, ...file }) => {
    const count = routeResources(normalizeRoutes(routes));
    if (count <= MOST_ROUTE_RESOURCES) return [];
    const message = `needs ${count} resources of a stack`;
    const allowed = `at most ${MOST_ROUTE_RESOURCES}: 2 for each path that a route begins with, 2 for each route, 2 for each of its methods`;
    return [{ ...file, path: ['routes'], message, allowed }];
  });
}

/** Resources of CloudFormation: those of the API, each with a method that answers 404, and methods at and below a route. */
function routeResources(routes: readonly RouteConfig[]): number {
  const paths = new Set(
    routes.flatMap(({ path }) => {
      const segments = path.split('/').slice(2);
      return segments.map((_, index) => segments.slice(0, index + 1).join('/'));
    }),
  );
  return 2 * (paths.size + routes.length) + 2 * routes.reduce((sum, { methods }) => sum + methods.length, 0);
}

function tagCount(
  { gateways }: EnvironmentConfig,
  platform: PlatformDeclaration,
  declared: Declarations,
): HierarchyProblem[] {
  const message = 'is more than an AWS resource has';
  if (Object.keys(platform.tags ?? {}).length > MOST_TAGS)
    return [{ path: ['tags'], message, allowed: `at most ${MOST_TAGS} tags` }];
  return gateways
    .filter(({ resellerId, tags }) => declared.get(resellerId)?.tags && Object.keys(tags).length > MOST_TAGS)
    .map(({ resellerId }) => ({
      resellerId,
      path: ['tags'],
      message,
      allowed: `at most ${MOST_TAGS} tags, those of platform.yaml included`,
    }));
}

/** UI nodes that are too slow are given up before such an alarm. */
function latency(
  { gateways }: EnvironmentConfig,
  platform: PlatformDeclaration,
  declared: Declarations,
): HierarchyProblem[] {
  const found = new Map<string | undefined, HierarchyProblem>();
  for (const { resellerId: owner, uiNodes } of gateways) {
    const writer = [owner, ...ancestors(owner, declared)].find((id) => declared.get(id)?.alarms?.latencyMilliseconds);
    const { alarms } = (writer !== undefined && declared.get(writer)) || platform;
    const most = uiNodes.timeoutSeconds * 1000;
    if ((alarms?.latencyMilliseconds ?? 0) <= most || found.has(writer)) continue;
    found.set(writer, {
      ...(writer !== undefined && { resellerId: writer }),
      path: ['alarms', 'latencyMilliseconds'],
      message: `is longer than the gateway of ${owner} waits for a UI node`,
      allowed: `at most ${most}, or a larger uiNodes.timeoutSeconds`,
    });
  }
  return [...found.values()];
}
