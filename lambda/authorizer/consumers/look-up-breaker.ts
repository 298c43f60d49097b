import type { Clock } from '../clock';

/**
 * Stops look-ups while they fail (circuit breaker, one per function instance). Otherwise every request for a key that
 * is not cached would wait for a time-out, and a flood of them would use up the account's concurrency.
 */
export interface LookUpBreaker {
  /**
   * Asks for permission to look a key up. During an outage, only one look-up at a time is let through, as a probe.
   *
   * @throws the outage's error if this look-up is not let through
   */
  enter(): 'closed' | 'probe';
  /** Notes that the service answered, which ends the outage. */
  answered(): void;
  /** Notes that a look-up, started at this time, failed because of an outage. */
  failed(error: unknown, startedAt: number): void;
}

/** From one probe to the next, doubled each time up to the longest. */
const FIRST_PROBE_MS = 1000;
const LONGEST_MS = 5000;

interface Outage {
  readonly error: unknown;
  readonly probes: number;
  readonly nextProbeAt: number;
}

/** Makes a breaker that lets look-ups through until one fails. */
export function lookUpBreaker(clock: Clock): LookUpBreaker {
  let outage: Outage | undefined;
  let answeredAt = -Infinity;

  function open(error: unknown, probes: number): void {
    outage = { error, probes, nextProbeAt: clock() + Math.min(LONGEST_MS, FIRST_PROBE_MS * 2 ** probes) };
  }

  return {
    enter() {
      if (!outage) return 'closed';
      if (clock() < outage.nextProbeAt) throw outage.error;
      open(outage.error, outage.probes + 1);
      return 'probe';
    },
    answered() {
      outage = undefined;
      answeredAt = clock();
    },
    failed(error, startedAt) {
      // A probe's failure changes nothing: the next one is due already. Nor does that of a look-up from before the
      // outage, or from before the last answer: a freeze of the function may have ended it.
      if (!outage && startedAt >= answeredAt) open(error, 0);
    },
  };
}
