/** Failed requests that lock an address out of a consumer key, and the time of the lock. */
export interface LockoutProps {
  /** Failed requests with one consumer key from one address that lock the address out of the key. */
  readonly failures: number;

  /** Time in which they are counted, from the first one on. */
  readonly withinMinutes: number;

  /** Time for which every request of the pair is refused. */
  readonly forMinutes: number;
}
