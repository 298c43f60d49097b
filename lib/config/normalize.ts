/** Declared parts → resolved parts: defaults filled in, `unlimited` turned into an absent limit. Pure. */
import type { z } from 'zod';
import type { OAuthConfig, RouteConfig, ThrottleConfig, TierConfig } from './environment';
import { METHODS, type OAUTH, type ROUTES, type THROTTLE, type TIER } from './shared-shape';
import { UNLIMITED } from './vocabulary';

const OAUTH_DEFAULTS: OAuthConfig = {
  signatureMethods: ['HMAC-SHA1'],
  timestampWindowSeconds: 300,
  clockSkewSeconds: 60,
  allowedApsHeaders: ['aps-locale'],
  cacheSeconds: 60,
  outageGraceSeconds: 300,
};
export const DEFAULT_RETENTION_DAYS = 90;
const DEFAULT_ROUTES: z.output<typeof ROUTES> = [{ path: '/aps/2/resources' }];

const trimmed = (path: string) => path.replace(/\/$/, '');

export function normalizeRoutes(routes: z.output<typeof ROUTES> = DEFAULT_ROUTES): readonly RouteConfig[] {
  return routes
    .map(({ path, methods = METHODS }) => ({
      path: trimmed(path),
      methods: METHODS.filter((method) => methods.includes(method)),
    }))
    .toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

export function normalizeThrottle(throttle: z.output<typeof THROTTLE> | undefined): ThrottleConfig {
  const { rateLimit = UNLIMITED, burstLimit = UNLIMITED } = throttle ?? {};
  return {
    ...(rateLimit !== UNLIMITED && { rateLimit }),
    ...(burstLimit !== UNLIMITED && { burstLimit }),
  };
}

export function normalizeTier({ quota, throttle, methods = [] }: z.output<typeof TIER>): TierConfig {
  return {
    ...(quota !== UNLIMITED && { quota: { offset: 0, ...quota } }),
    throttle: normalizeThrottle(throttle),
    methods: methods.map((entry) => ({ ...entry, path: trimmed(entry.path) })),
  };
}

/** Later declarations replace earlier ones, key by key. */
export function normalizeOAuth(...declared: readonly (z.output<typeof OAUTH> | undefined)[]): OAuthConfig {
  return Object.assign({}, OAUTH_DEFAULTS, ...declared) as OAuthConfig;
}
