/** Number of failed attempts that locks a source out of a consumer key, and the times that apply. */
export interface LockoutLimits {
  readonly failures: number;
  /** From the first failure on. */
  readonly withinMinutes: number;
  /** From the failure that reaches the limit on. */
  readonly forMinutes: number;
}

/**
 * Attributes of the table of failed attempts. Its key is the consumer key as claimed, and the source as `sourceOf` returns
 * it. `locked` is true while the source is locked out; the item counts until its end, in epoch seconds.
 */
export const LOCKOUT_TABLE = {
  consumerKey: 'consumerKey',
  source: 'source',
  failures: 'failures',
  locked: 'locked',
  endsAt: 'endsAt',
} as const;
