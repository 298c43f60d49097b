import type { LockoutLimits } from './table';

/** A consumer key, as claimed, and the source that sent it (`sourceOf`). */
export interface Attempt {
  readonly consumerKey: string;
  readonly source: string;
}

/** Counted failures of one attempt's key and source. Counts only until its end. */
export interface FailureRecord {
  readonly failures: number;
  readonly locked: boolean;
  /** Epoch seconds: end of the lock, or of the time in which further failures are added. */
  readonly endsAt: number;
}

/** A record after a count. */
export interface CountedFailures extends FailureRecord {
  /** Failures added to a running record; absent if the record starts. */
  readonly added?: number;
  /** Epoch seconds of the count. */
  readonly at: number;
}

/** The table of failed attempts. Its methods throw when the table does not answer. */
export interface FailureStore {
  /** Returns the record, which may have ended; `undefined` if there is none. */
  read(attempt: Attempt): Promise<FailureRecord | undefined>;
  /** Writes a count. Failures that another instance adds at the same time are kept. */
  write(attempt: Attempt, after: CountedFailures): Promise<void>;
}

/** Adds failures to a record, or starts one if there is none that runs. */
export function counted(
  record: FailureRecord | undefined,
  added: number,
  { failures: most, withinMinutes, forMinutes }: LockoutLimits,
  at: number,
): CountedFailures {
  const running = record && record.endsAt > at ? record : undefined;
  const failures = (running?.failures ?? 0) + added;
  const locked = failures >= most;
  const endsAt = locked ? at + forMinutes * 60 : (running?.endsAt ?? at + withinMinutes * 60);
  return { failures, locked, endsAt, at, ...(running && { added }) };
}

/** Returns the end of a record's lock in epoch seconds; `undefined` if it does not lock now. */
export function lockEnd(record: FailureRecord | undefined, at: number): number | undefined {
  return record?.locked && record.endsAt > at ? record.endsAt : undefined;
}
