import type { Clock } from '../clock';

/** Takes one token if there is one. */
export type TokenBucket = () => 'taken' | 'empty';

/** Makes a bucket that starts full, holds at most `burst` tokens, and refills at a steady rate. */
export function tokenBucket(burst: number, perSecond: number, clock: Clock): TokenBucket {
  let tokens = burst;
  let filledAt = clock();
  return () => {
    const now = clock();
    tokens = Math.min(burst, tokens + (Math.max(0, now - filledAt) / 1000) * perSecond);
    filledAt = now;
    if (tokens < 1) return 'empty';
    tokens -= 1;
    return 'taken';
  };
}
