import type { RouteConfig } from './environment';

/** Returns the routes that lie within another one, as the authorizer reads them from its environment variable. */
export function nestedRoutesSetting(routes: readonly Pick<RouteConfig, 'path'>[]): string {
  const nested = routes.filter(({ path }) => routes.some((outer) => path.startsWith(`${outer.path}/`)));
  return nested.map(({ path }) => path).join(',');
}
