import type { PlatformDeclaration } from '../shapes/platform-shape';
import type { SheddingConfig } from '../shedding-config';

const AUTOMATIC_DEFAULTS = { serverErrorPercent: 25, busyMinutes: 3, ofMinutes: 5, holdMinutes: 10 };

/** Fills in defaults. */
export function normalizeShedding({ automatic }: NonNullable<PlatformDeclaration['shedding']>): SheddingConfig {
  return automatic ? { automatic: { ...AUTOMATIC_DEFAULTS, ...automatic } } : {};
}
