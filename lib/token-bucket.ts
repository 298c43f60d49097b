/** Tokens per second on average, and tokens that may be taken at once. */
export interface TokenRate {
  readonly ratePerSecond: number;
  readonly burst: number;
}

/** Takes a token if there is one. */
export type TokenBucket = () => 'taken' | 'empty';

/** Creates a bucket that starts full and refills at a steady rate. The clock shows milliseconds. */
export function tokenBucket({ ratePerSecond, burst }: TokenRate, now: () => number): TokenBucket {
  let tokens = burst;
  let filledAt = now();
  return () => {
    const time = now();
    // A clock that goes back earns nothing and costs nothing.
    tokens = Math.min(burst, tokens + (Math.max(0, time - filledAt) / 1000) * ratePerSecond);
    filledAt = time;
    if (tokens < 1) return 'empty';
    tokens -= 1;
    return 'taken';
  };
}
