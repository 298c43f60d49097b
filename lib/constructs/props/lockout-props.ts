/** When an address is locked out of a consumer key. */
export interface LockoutProps {
  /** Failed requests with one consumer key from one address that lock the address out of the key. */
  readonly failures: number;

  /** Time in which they are counted, from the first one on. */
  readonly withinMinutes: number;

  /** Time for which every request of the pair is refused. */
  readonly forMinutes: number;
}
