import type { PlatformDeclaration } from '../shapes/platform-shape';
import type { Declarations } from '../shapes/reseller-shape';
import type { HierarchyProblem } from './hierarchy-problem';

/** Checks that priorities have an effect. */
export function checkPriorities(platform: PlatformDeclaration, written: Declarations): readonly HierarchyProblem[] {
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
