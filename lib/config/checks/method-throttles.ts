import type { EnvironmentConfig, GatewayConfig, MethodThrottleConfig, TierConfig } from '../environment';
import { ancestors } from '../resolve/lineage';
import { normalizeTier } from '../resolve/normalize';
import type { PlatformDeclaration } from '../shapes/platform-shape';
import type { Declarations } from '../shapes/reseller-shape';
import type { HierarchyProblem } from './hierarchy-problem';

/** A tier in the file that declares its limits. */
interface WrittenTier {
  /** The reseller whose file has it; absent for platform.yaml. */
  readonly resellerId?: string;
  readonly name: string;
  readonly tier: TierConfig;
}

/** Checks that throttles of single methods are tighter than their tier, and name a route of every gateway with the tier. */
export function checkMethodThrottles(
  config: EnvironmentConfig,
  platform: PlatformDeclaration,
  declared: Declarations,
): readonly HierarchyProblem[] {
  return writtenTiers(platform, declared).flatMap(({ resellerId, name, tier }) => {
    const gateways = config.gateways.filter(
      (gateway) => Object.hasOwn(gateway.tiers, name) && writerOf(name, gateway.resellerId, declared) === resellerId,
    );
    return tier.methods.flatMap((entry, index) =>
      [...checkTighter(entry, tier), ...checkRoutes(entry, gateways)].map(({ key, message, allowed }) => ({
        ...(resellerId !== undefined && { resellerId }),
        path: ['tiers', name, 'methods', index, key],
        message,
        allowed,
      })),
    );
  });
}

function writtenTiers(platform: PlatformDeclaration, declared: Declarations): readonly WrittenTier[] {
  const files = [
    { tiers: platform.tiers },
    ...[...declared].map(([resellerId, { tiers = {} }]) => ({ resellerId, tiers })),
  ];
  return files.flatMap(({ tiers, ...file }) =>
    Object.entries(tiers).flatMap(([name, tier]) =>
      tier === 'inherit' ? [] : [{ ...file, name, tier: normalizeTier(tier) }],
    ),
  );
}

/** Returns the reseller whose file declares the limits of a gateway's tier; `undefined` for platform.yaml. */
function writerOf(name: string, owner: string, declared: Declarations): string | undefined {
  return [owner, ...ancestors(owner, declared)].find((id) => {
    const tiers = declared.get(id)?.tiers ?? {};
    return Object.hasOwn(tiers, name) && tiers[name] !== 'inherit';
  });
}

interface EntryProblem {
  readonly key: keyof MethodThrottleConfig;
  readonly message: string;
  readonly allowed: string;
}

function checkTighter(entry: MethodThrottleConfig, { throttle }: TierConfig): EntryProblem[] {
  return (['rateLimit', 'burstLimit'] as const).flatMap((key) => {
    const most = throttle[key];
    if (most === undefined || entry[key] <= most) return [];
    return [{ key, message: "is looser than the tier's own throttle", allowed: `at most ${most}` }];
  });
}

/** API Gateway throttles only resources of the API; a throttle for any other path would be dropped silently. */
function checkRoutes({ path, method }: MethodThrottleConfig, gateways: readonly GatewayConfig[]): EntryProblem[] {
  const without = gateways
    .filter(({ routes }) => !routes.some((route) => route.path === path && route.methods.includes(method)))
    .map(({ resellerId }) => resellerId);
  if (without.length === 0) return [];
  return [
    {
      key: 'path',
      message: `has no route with ${method} on the gateway of ${without.join(', ')}`,
      allowed: 'a route with this method on every gateway with this tier',
    },
  ];
}
