/** A token bucket: `ratePerSecond` on average, `burst` at once. */
export interface RateLimit {
  readonly ratePerSecond: number;
  readonly burst: number;
}

/** Whether one more call fits; each call of the function that it returns takes a token. */
export function rateLimit({ ratePerSecond, burst }: RateLimit, now: () => Date): () => 'passed' | 'throttled' {
  let tokens = burst;
  let last = now().getTime();
  return () => {
    const time = now().getTime();
    tokens = Math.min(burst, tokens + ((time - last) / 1000) * ratePerSecond);
    last = time;
    if (tokens < 1) return 'throttled';
    tokens -= 1;
    return 'passed';
  };
}
