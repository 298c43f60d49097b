import { DEFAULT_PRIORITY } from '../../../lambda/authorizer/contract';
import type { EnvironmentConfig } from '../environment';
import type { PlatformDeclaration } from '../shapes/platform-shape';
import type { Declarations } from '../shapes/reseller-shape';
import type { HierarchyProblem } from './hierarchy-problem';

/** Checks that priorities have an effect, and that the latency can reach the threshold of automatic shedding. */
export function checkShedding(
  config: EnvironmentConfig,
  platform: PlatformDeclaration,
  written: Declarations,
): readonly HierarchyProblem[] {
  return [...checkPriorities(platform, written), ...checkFrom(config, platform), ...checkLatency(config, platform)];
}

/** Automatic shedding that starts above the priority of every tier would refuse nothing. */
function checkFrom({ gateways }: EnvironmentConfig, { shedding }: PlatformDeclaration): readonly HierarchyProblem[] {
  const from = shedding?.automatic?.from;
  const tiers = gateways.flatMap((gateway) => Object.values(gateway.tiers));
  const last = Math.max(...tiers.map(({ priority = DEFAULT_PRIORITY }) => priority));
  if (from === undefined || tiers.length === 0 || from <= last) return [];
  return [
    {
      path: ['shedding', 'automatic', 'from'],
      message: `refuses nothing: no tier of a gateway has a priority above ${last}`,
      allowed: `at most ${last}, or a tier with priority: ${from}`,
    },
  ];
}

/** One alarm watches the requests of all gateways, so the longest time that any of them waits is the limit. */
function checkLatency({ gateways }: EnvironmentConfig, { shedding }: PlatformDeclaration): HierarchyProblem[] {
  const most = Math.max(...gateways.map(({ uiNodes }) => uiNodes.timeoutSeconds * 1000));
  if (gateways.length === 0 || (shedding?.automatic?.latencyMilliseconds ?? 0) <= most) return [];
  return [
    {
      path: ['shedding', 'automatic', 'latencyMilliseconds'],
      message: 'is longer than any gateway waits for a UI node',
      allowed: `at most ${most}, or a larger uiNodes.timeoutSeconds`,
    },
  ];
}

function checkPriorities(platform: PlatformDeclaration, written: Declarations): readonly HierarchyProblem[] {
  if (platform.shedding) return [];
  return [
    ...prioritized(platform.tiers).map(problem),
    ...[...written].flatMap(([resellerId, { tiers }]) =>
      prioritized(tiers).map((name) => ({ resellerId, ...problem(name) })),
    ),
  ];
}

function prioritized(tiers: Readonly<Record<string, { readonly priority?: number } | 'inherit'>> = {}) {
  return Object.entries(tiers).flatMap(([name, tier]) =>
    tier !== 'inherit' && tier.priority !== undefined ? [name] : [],
  );
}

function problem(tier: string): HierarchyProblem {
  return {
    path: ['tiers', tier, 'priority'],
    message: 'has no effect: platform.yaml declares no shedding',
    allowed: 'nothing, or shedding in platform.yaml',
  };
}
