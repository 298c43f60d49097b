/** Tiers along the way from the platform down to a reseller. Pure. */
import type { TierConfig } from '../environment';
import { type Declarations, declaration } from './lineage';
import { normalizeTier } from './normalize';
import type { PlatformDeclaration } from '../shapes/platform-shape';

/** Tiers of a reseller by name; one that is inherited from nowhere is left out (and reported by the checks). */
export function resolveTiers(
  id: string | undefined,
  platform: PlatformDeclaration,
  declared: Declarations,
): Readonly<Record<string, TierConfig>> {
  if (id === undefined) return mapTiers(platform.tiers, normalizeTier);
  const own = declaration(declared, id);
  const above = resolveTiers(own.parent, platform, declared);
  if (!own.tiers) return above;
  const known = Object.entries(own.tiers).flatMap(([name, tier]) => {
    const resolved = tier === 'inherit' ? (Object.hasOwn(above, name) ? above[name] : undefined) : normalizeTier(tier);
    return resolved ? [[name, resolved] as const] : [];
  });
  return Object.fromEntries(known);
}

function mapTiers<T, U>(tiers: Readonly<Record<string, T>>, change: (tier: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(tiers).map(([name, tier]) => [name, change(tier)]));
}
