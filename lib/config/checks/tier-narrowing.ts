import { DEFAULT_PRIORITY } from '../../../lambda/authorizer/contract';
import type { MethodThrottleConfig, RouteConfig, TierConfig } from '../environment';
import { widenedThrottle } from './narrowing';

/** A place where a tier allows more than the one above it. */
interface Widening {
  readonly path: readonly string[];
  readonly allowed: string;
}

/** A tier with the routes of the gateway that it applies to. */
interface TierOnRoutes {
  readonly tier: TierConfig;
  readonly routes: readonly RouteConfig[];
}

/** Returns every limit by which a redefined tier allows more than the inherited one. */
export function widenedTier(own: TierOnRoutes, above: TierOnRoutes): readonly Widening[] {
  return [
    ...widenedThrottle(own.tier.throttle, above.tier.throttle),
    ...widenedQuota(own.tier, above.tier),
    ...widenedMethods(own, above),
  ];
}

/** Returns the key by which each consumer would get limits that the inherited tier gives all consumers together. */
export function separatedTier(own: TierConfig, above: TierConfig): readonly Widening[] {
  return above.meteredBy && !own.meteredBy
    ? [{ path: ['meteredBy'], allowed: `${above.meteredBy}, as in the inherited tier` }]
    : [];
}

/** Returns the key by which a redefined tier would accept new consumers although the inherited one is retired. */
export function reopenedTier(own: TierConfig, above: TierConfig): readonly Widening[] {
  return above.retired && !own.retired ? [{ path: ['retired'], allowed: 'true, as in the inherited tier' }] : [];
}

/** Returns the key by which a redefined tier would be served longer than the inherited one while load is shed. */
export function raisedTier(
  { priority: own = DEFAULT_PRIORITY }: TierConfig,
  { priority: above = DEFAULT_PRIORITY }: TierConfig,
): readonly Widening[] {
  return own < above ? [{ path: ['priority'], allowed: `${above} or higher, as in the inherited tier` }] : [];
}

/**
 * Most periods of one kind that overlap one period of another, whole or in part. A quota of a longer period may be used up
 * on its first day.
 */
const PERIODS_WITHIN = {
  day: { day: 1, week: 1, month: 1 },
  week: { day: 7, week: 1, month: 1 },
  month: { day: 31, week: 6, month: 1 },
} as const;

/** In any period of the quota above, the own quota may let through no more than the quota above does. */
function widenedQuota({ quota: own }: TierConfig, { quota: above }: TierConfig): Widening[] {
  if (!above) return [];
  const all = `at most ${above.limit} per ${above.period}`;
  if (!own) return [{ path: ['quota'], allowed: all }];
  const most = Math.floor(above.limit / PERIODS_WITHIN[above.period][own.period]);
  if (own.limit > most)
    return [{ path: ['quota', 'limit'], allowed: most > 0 ? `at most ${most} per ${own.period}` : all }];
  // With different offsets, two periods of the own quota fall into one of the quota above.
  if (own.period === above.period && own.offset !== above.offset)
    return [{ path: ['quota', 'offset'], allowed: `${above.offset}, as in the inherited tier` }];
  return [];
}

/**
 * A method throttle above also binds every route below its path, unless another route above is nearer. The own tier
 * needs a throttle as tight there: for the method, or for the whole tier.
 */
function widenedMethods(own: TierOnRoutes, above: TierOnRoutes): Widening[] {
  return above.tier.methods.flatMap((entry) =>
    own.routes
      .filter(({ path, methods }) => methods.includes(entry.method) && isBelow(path, entry.path))
      .filter(({ path }) => !above.routes.some((route) => isNearer(route, entry, path)))
      .filter(({ path }) => !own.tier.methods.some((mine) => isFor(mine, entry, path) && isAsTight(mine, entry)))
      .filter(() => !isAsTight(own.tier.throttle, entry))
      .map(({ path }) => ({
        path: ['methods'],
        allowed: `${entry.method} ${path} with a rateLimit of at most ${entry.rateLimit} and a burstLimit of at most ${entry.burstLimit}`,
      })),
  );
}

function isBelow(path: string, outer: string): boolean {
  return `${path}/`.startsWith(`${outer}/`);
}

/** True if another route lies between a throttled path and a route below it. */
function isNearer(other: RouteConfig, { path, method }: MethodThrottleConfig, route: string): boolean {
  return (
    other.path !== path && other.methods.includes(method) && isBelow(other.path, path) && isBelow(route, other.path)
  );
}

function isFor(mine: MethodThrottleConfig, { method }: MethodThrottleConfig, path: string): boolean {
  return mine.method === method && mine.path === path;
}

function isAsTight(
  { rateLimit = Infinity, burstLimit = Infinity }: Partial<Pick<MethodThrottleConfig, 'rateLimit' | 'burstLimit'>>,
  most: MethodThrottleConfig,
): boolean {
  return rateLimit <= most.rateLimit && burstLimit <= most.burstLimit;
}
