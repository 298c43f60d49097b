import type { Clock } from '../clock';
import { BoundedMap } from '../consumers/bounded-map';
import { type TokenBucket, tokenBucket } from '../consumers/token-bucket';
import { type Attempt, counted, type FailureRecord, type FailureStore, lockEnd } from './failure-store';
import type { LockoutLimits } from './table';

/** Called with the error of a call that the table did not answer. */
type OnUnavailable = (error: unknown) => void;

/** The lockout, as its stages see it. */
export interface Lockout {
  /** For every request, before any work is done for it: answers from memory, and seldom asks the table. */
  known(attempt: Attempt, onUnavailable: OnUnavailable): Promise<number | undefined>;
  /** For an authenticated request: its sender has the secret, so strangers cannot cause this call to the table. */
  current(attempt: Attempt, onUnavailable: OnUnavailable): Promise<number | undefined>;
  /** Counts a failed attempt. The one that reaches the limit is not locked out yet. */
  count(attempt: Attempt, onUnavailable: OnUnavailable): Promise<number | undefined>;
}

/** Time for which a function instance relies on what it read. A lock by another instance, or its removal, counts after that. */
const FRESH_MS = 10_000;
/** Pairs of key and source that a function instance remembers. Those of senders that proved a secret have their own map. */
const MAX_PROVED = 2000;
const MAX_UNPROVED = 10_000;
/**
 * Counts that each function instance writes for strangers. One of them covers all failures of a pair since the last, so
 * a source that fails often is locked out in spite of the low rate.
 */
export const COUNTS_BURST = 20;
export const COUNTS_PER_SECOND = 0.2;

interface Pair {
  /** Epoch milliseconds of the last read; absent before it. */
  readAt?: number;
  /** As last read, with the failures since. */
  record?: FailureRecord | undefined;
  /** Failures of the record that the table does not have yet. */
  uncounted: number;
}

export interface LockoutOptions {
  readonly limits: LockoutLimits;
  readonly store: FailureStore;
  readonly clock: Clock;
}

/**
 * Locks a source out of a consumer key after too many failed attempts. Other sources with the same key are not touched,
 * so a consumer cannot be locked out from elsewhere. No method learns whether a key exists, so none can reveal it.
 *
 * Each method returns the end of the lock in epoch seconds, or `undefined` without one. None throws: without the table,
 * an instance locks for the failures that it counted itself. One object serves one function instance.
 */
export class SourceLockout implements Lockout {
  // Strangers can fill only the second one, so they cannot make every request of a consumer read the table.
  private readonly proved = new BoundedMap<string, Pair>(MAX_PROVED);
  private readonly unproved = new BoundedMap<string, Pair>(MAX_UNPROVED);
  private readonly take: TokenBucket;

  constructor(private readonly options: LockoutOptions) {
    this.take = tokenBucket(COUNTS_BURST, COUNTS_PER_SECOND, options.clock);
  }

  async known(attempt: Attempt, onUnavailable: OnUnavailable): Promise<number | undefined> {
    const pair = this.pairOf(nameOf(attempt));
    if (!pair || this.endOfLock(pair) === undefined) return undefined;
    if (!this.isFresh(pair) && this.take() === 'taken') await this.refresh(attempt, pair, onUnavailable);
    return this.endOfLock(pair);
  }

  async current(attempt: Attempt, onUnavailable: OnUnavailable): Promise<number | undefined> {
    const name = nameOf(attempt);
    const pair = this.pairOf(name) ?? newPair();
    this.unproved.delete(name);
    this.proved.set(name, pair);
    if (!this.isFresh(pair)) await this.refresh(attempt, pair, onUnavailable);
    return this.endOfLock(pair);
  }

  async count(attempt: Attempt, onUnavailable: OnUnavailable): Promise<number | undefined> {
    const name = nameOf(attempt);
    let pair = this.pairOf(name);
    if (!pair) this.unproved.set(name, (pair = newPair()));
    this.countHere(pair);
    if (this.take() === 'empty') return undefined;
    try {
      return await this.exchange(attempt, pair);
    } catch (error) {
      onUnavailable(error);
      return undefined;
    }
  }

  /** Counts in memory: a flood that uses up the writes must not allow more guesses than the limit at this instance. */
  private countHere(pair: Pair): void {
    const after = counted(pair.record, 1, this.options.limits, this.seconds());
    pair.uncounted = after.added === undefined ? 1 : pair.uncounted + 1;
    pair.record = after;
  }

  /** If the table does not answer, the last record holds on. */
  private async refresh(attempt: Attempt, pair: Pair, onUnavailable: OnUnavailable): Promise<void> {
    pair.readAt = this.options.clock();
    try {
      await this.exchange(attempt, pair);
    } catch (error) {
      onUnavailable(error);
    }
  }

  /** Reads the record, and adds the failures that it does not have. Returns the end of a lock that it had before. */
  private async exchange(attempt: Attempt, pair: Pair): Promise<number | undefined> {
    const { store, limits, clock } = this.options;
    const record = await store.read(attempt);
    pair.readAt = clock();
    const lockedUntil = lockEnd(record, this.seconds());
    const added = lockedUntil === undefined ? pair.uncounted : 0;
    pair.uncounted = 0;
    if (added === 0) {
      pair.record = record;
      return lockedUntil;
    }
    const after = counted(record, added, limits, this.seconds());
    try {
      await store.write(attempt, after);
    } catch (error) {
      pair.uncounted += added;
      throw error;
    }
    pair.record = after;
    return undefined;
  }

  private pairOf(name: string): Pair | undefined {
    return this.proved.get(name) ?? this.unproved.get(name);
  }

  /** A record that was never read is not fresh: no age is less than `NaN`. */
  private isFresh({ readAt = NaN }: Pair): boolean {
    const ageMs = this.options.clock() - readAt;
    return ageMs >= 0 && ageMs < FRESH_MS;
  }

  private endOfLock({ record }: Pair): number | undefined {
    return lockEnd(record, this.seconds());
  }

  private seconds(): number {
    return Math.floor(this.options.clock() / 1000);
  }
}

function newPair(): Pair {
  return { uncounted: 0 };
}

/** Neither a consumer key nor a source has a space. */
function nameOf({ consumerKey, source }: Attempt): string {
  return `${source} ${consumerKey}`;
}
