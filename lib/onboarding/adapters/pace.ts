/** Resolves when the next call may start. */
export type Pace = () => Promise<void>;

/** Clock that pacing needs. */
export interface PaceClock {
  /** Milliseconds of a monotonic clock. */
  now(): number;
  sleep(milliseconds: number): Promise<void>;
}

/** A pace of `ratePerSecond` calls, of which `burst` may start at once. */
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
