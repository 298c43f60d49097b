import { createHash } from 'node:crypto';
import type { BackendConfig } from '../../config/environment';

/** Priorities of listener rules; the lowest comes first. */
const FIRST_BACKEND = 10;
/** Priority of a rule that comes after those of all backends. */
export const AFTER_BACKENDS = 50_000;
/** Places for two rules each between the two. */
const PLACES = 24_000;

/**
 * Returns the first of the two priorities of each backend. It follows from the host: a priority that moved to another rule
 * would be taken at the moment of the update.
 */
export function backendPriorities(backends: readonly BackendConfig[]): ReadonlyMap<BackendConfig, number> {
  const taken = new Set<number>();
  const placed = backends
    .toSorted((one, other) => (one.host < other.host ? -1 : 1))
    .map((backend) => {
      let place = createHash('sha256').update(backend.host).digest().readUInt32BE() % PLACES;
      while (taken.has(place)) place = (place + 1) % PLACES;
      taken.add(place);
      return [backend, FIRST_BACKEND + 2 * place] as const;
    });
  return new Map(placed);
}
