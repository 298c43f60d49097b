/** Lets calls start no faster than a rate; those over it wait their turn. */
export type Pace = () => Promise<void>;

/** What pacing needs of the outside. */
export interface PaceClock {
  /** Milliseconds of a clock that never goes back. */
  now(): number;
  sleep(milliseconds: number): Promise<void>;
}

/** A pace of so many calls a second, of which `burst` may start at once. */
export function paced({ ratePerSecond, burst }: { ratePerSecond: number; burst: number }, clock: PaceClock): Pace {
  const gap = 1000 / ratePerSecond;
  // Time at which the bucket would be full again.
  let full = Number.NEGATIVE_INFINITY;
  return async () => {
    const now = clock.now();
    full = Math.max(full, now) + gap;
    const wait = full - now - burst * gap;
    if (wait > 0) await clock.sleep(wait);
  };
}
