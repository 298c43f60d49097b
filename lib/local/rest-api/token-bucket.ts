import type { ThrottleModel } from '../template/rest-api-model';

/** What a bucket says about one more request. */
export type Passage = 'passes' | 'throttled';

/** Token bucket: `rateLimit` tokens a second, at most `burstLimit` at once (documented); it starts full. */
export class TokenBucket {
  private tokens: number;
  private filledAt: number;

  constructor(
    private readonly limits: ThrottleModel,
    now: number,
  ) {
    this.tokens = this.capacity;
    this.filledAt = now;
  }

  /** Takes a token at this time (epoch milliseconds). */
  take(now: number): Passage {
    const { rateLimit } = this.limits;
    if (rateLimit !== undefined) {
      const earned = (Math.max(0, now - this.filledAt) / 1000) * rateLimit;
      this.tokens = Math.min(this.capacity, this.tokens + earned);
    } else {
      this.tokens = this.capacity;
    }
    this.filledAt = now;
    if (this.tokens < 1) return 'throttled';
    this.tokens -= 1;
    return 'passes';
  }

  /** Without a burst limit a second's worth may come at once (inferred). */
  private get capacity(): number {
    return this.limits.burstLimit ?? this.limits.rateLimit ?? Infinity;
  }
}

/** Buckets by name; one is made anew, full, when its limits change. */
export class TokenBuckets {
  private readonly buckets = new Map<string, { readonly limits: string; readonly bucket: TokenBucket }>();

  take(name: string, limits: ThrottleModel, now: number): Passage {
    const fingerprint = `${limits.rateLimit}/${limits.burstLimit}`;
    let entry = this.buckets.get(name);
    if (entry?.limits !== fingerprint) {
      entry = { limits: fingerprint, bucket: new TokenBucket(limits, now) };
      this.buckets.set(name, entry);
    }
    return entry.bucket.take(now);
  }
}
