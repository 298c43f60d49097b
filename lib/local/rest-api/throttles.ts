import { type TokenBucket, tokenBucket } from '../../token-bucket';
import type { ThrottleModel } from '../template/rest-api-model';

interface NamedBucket {
  readonly limits: string;
  readonly take: TokenBucket;
}

/** Throttles by name. A throttle whose limits change starts again with a full bucket. */
export class Throttles {
  private readonly buckets = new Map<string, NamedBucket>();

  /** The clock shows milliseconds. */
  constructor(private readonly now: () => number) {}

  /** Counts one request. Without a rate limit nothing is throttled. */
  take(name: string, { rateLimit, burstLimit }: ThrottleModel): 'passed' | 'throttled' {
    if (rateLimit === undefined) return 'passed';
    const limits = `${rateLimit}/${burstLimit}`;
    let bucket = this.buckets.get(name);
    if (bucket?.limits !== limits) {
      // Without a burst limit, one second's worth may come at once (inferred).
      const take = tokenBucket({ ratePerSecond: rateLimit, burst: burstLimit ?? rateLimit }, this.now);
      bucket = { limits, take };
      this.buckets.set(name, bucket);
    }
    return bucket.take() === 'taken' ? 'passed' : 'throttled';
  }
}
