import type { TierConfig } from '../environment';
import type { PlatformDeclaration } from '../shapes/platform-shape';
import type { Declarations } from '../shapes/reseller-shape';
import { declaration } from './lineage';
import { normalizeTier } from './normalize';

/**
 * Returns a reseller's tiers by name, resolved from the platform down. A tier that cannot be inherited is left out.
 *
 * @param id the reseller; the platform's own tiers when `undefined`
 */
export function resolveTiers(
  id: string | undefined,
  platform: PlatformDeclaration,
  declared: Declarations,
): Readonly<Record<string, TierConfig>> {
  if (id === undefined) {
    return Object.fromEntries(Object.entries(platform.tiers).map(([name, tier]) => [name, normalizeTier(tier)]));
  }
  const own = declaration(declared, id);
  const above = resolveTiers(own.parent, platform, declared);
  if (!own.tiers) return above;
  const known = Object.entries(own.tiers).flatMap(([name, tier]) => {
    const resolved = tier === 'inherit' ? (Object.hasOwn(above, name) ? above[name] : undefined) : normalizeTier(tier);
    return resolved ? [[name, resolved] as const] : [];
  });
  return Object.fromEntries(known);
}
