import type { Clock } from '../clock';

/** Look-ups by key, of which each runs once however many requests wait for it. */
export interface SingleFlight<Value> {
  /** Tests whether a request for this key would join a look-up. */
  has(key: string): boolean;
  /** Joins the key's look-up, or starts one. */
  lookUp(key: string): Promise<Value>;
}

/**
 * Makes look-ups that requests share. One that takes longer than `longestMs` is not joined: Lambda freezes a function
 * instance between requests, and with it a look-up that no request waits for any more. What it returns once the instance
 * thaws may be hours old, or a time-out of a service that works again.
 *
 * @param longestMs longer than any look-up takes without a freeze
 */
export function singleFlight<Value>(
  clock: Clock,
  longestMs: number,
  start: (key: string) => Promise<Value>,
): SingleFlight<Value> {
  const flights = new Map<string, { readonly startedAt: number; readonly value: Promise<Value> }>();

  function current(key: string) {
    const flight = flights.get(key);
    return flight && clock() - flight.startedAt <= longestMs ? flight : undefined;
  }

  return {
    has: (key) => current(key) !== undefined,
    lookUp(key) {
      const joined = current(key);
      if (joined) return joined.value;
      const flight = { startedAt: clock(), value: start(key).finally(forget) };
      function forget(): void {
        if (flights.get(key) === flight) flights.delete(key);
      }
      flights.set(key, flight);
      return flight.value;
    },
  };
}
