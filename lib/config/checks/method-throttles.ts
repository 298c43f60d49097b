/** Checks of throttles by route and method: tighter than their tier, on every gateway that has the tier. Pure. */
import type { EnvironmentConfig, GatewayConfig, MethodThrottleConfig, TierConfig } from '../environment';
import type { HierarchyProblem } from './parents';
import { ancestors, type Declarations } from '../resolve/lineage';
import { normalizeTier } from '../resolve/normalize';
import type { PlatformDeclaration } from '../shapes/platform-shape';

/** A tier where its limits are written. */
interface WrittenTier {
  /** Whose file has it; the platform's when absent. */
  readonly resellerId?: string;
  readonly name: string;
  readonly tier: TierConfig;
}

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
      [...looser(entry, tier), ...unreached(entry, gateways)].map(({ key, message, allowed }) => ({
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

/** The reseller in whose file a gateway's tier is written; `undefined` for the platform's. */
function writerOf(name: string, owner: string, declared: Declarations): string | undefined {
  return [owner, ...ancestors(owner, declared)].find((id) => {
    const tiers = declared.get(id)?.tiers ?? {};
    return Object.hasOwn(tiers, name) && tiers[name] !== 'inherit';
  });
}

interface Fault {
  readonly key: keyof MethodThrottleConfig;
  readonly message: string;
  readonly allowed: string;
}

function looser(entry: MethodThrottleConfig, { throttle }: TierConfig): Fault[] {
  return (['rateLimit', 'burstLimit'] as const).flatMap((key) => {
    const most = throttle[key];
    if (most === undefined || entry[key] <= most) return [];
    return [{ key, message: 'is looser than the throttle of the tier', allowed: `at most ${most}` }];
  });
}

/** API Gateway has throttles for its own resources only: one for any other path would be dropped without a word. */
function unreached({ path, method }: MethodThrottleConfig, gateways: readonly GatewayConfig[]): Fault[] {
  const without = gateways
    .filter(({ routes }) => !routes.some((route) => route.path === path && route.methods.includes(method)))
    .map(({ resellerId }) => resellerId);
  if (without.length === 0) return [];
  return [
    {
      key: 'path',
      message: `${method} there is no declared route of the gateway of ${without.join(', ')}`,
      allowed: 'a route with this method, on every gateway with this tier',
    },
  ];
}
