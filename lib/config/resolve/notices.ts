import type { PlatformNoticesConfig, ResellerNoticesConfig } from '../notices-config';
import type { PlatformDeclaration } from '../shapes/platform-shape';
import type { ResellerDeclaration } from '../shapes/reseller-shape';

const DEFAULT_LANGUAGE = 'en';

/**
 * Merges the platform's notices with those of a reseller and its ancestors.
 *
 * @param layers the topmost first
 * @returns `undefined` if its consumers get no notices
 */
export function normalizeNotices(
  { notices, displayName }: PlatformDeclaration,
  layers: readonly ResellerDeclaration['notices'][],
): ResellerNoticesConfig | undefined {
  if (!notices) return undefined;
  const all = [notices, ...layers.flatMap((layer) => layer ?? [])];
  const merged: NonNullable<ResellerDeclaration['notices']> = Object.assign({}, ...all);
  const { send = true, language = DEFAULT_LANGUAGE, kitUrl } = merged;
  if (!send) return undefined;
  const brand = Object.assign(
    { name: displayName },
    ...all.map((layer) => layer.brand),
  ) as ResellerNoticesConfig['brand'];
  return { language, brand, ...(kitUrl !== undefined && { kitUrl }) };
}

/** Fills in the clock of the platform's notices. */
export function normalizePlatformNotices(declared: NonNullable<PlatformDeclaration['notices']>): PlatformNoticesConfig {
  const { everyMinutes = 60, from, replyTo, configurationSet } = declared;
  return {
    everyMinutes,
    ...(from !== undefined && { from }),
    ...(replyTo !== undefined && { replyTo }),
    ...(configurationSet !== undefined && { configurationSet }),
  };
}
