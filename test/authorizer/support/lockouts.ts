import { SourceLockout } from '../../../lambda/authorizer/lockout/lockout';
import { MemoryFailures } from './memory-failures';

const LIMITS = { failures: 5, withinMinutes: 10, forMinutes: 30 };
export const START = 1_795_320_000_000;
export const OFFICE = { consumerKey: 'crm-of-acme', source: '198.51.100.7' };
export const HOME = { consumerKey: 'crm-of-acme', source: '203.0.113.9' };

/** End of a lock that starts at once. */
export const LOCKED_UNTIL = START / 1000 + 1800;

/** Makes function instances with a lockout of five failures in ten minutes, over one table and one clock. */
export function lockouts(store = new MemoryFailures()) {
  const state = { now: START, errors: [] as unknown[] };
  const note = (error: unknown) => void state.errors.push(error);
  const instance = () => {
    const made = new SourceLockout({ limits: LIMITS, store, clock: () => state.now });
    return {
      known: (attempt = OFFICE) => made.known(attempt, note),
      current: (attempt = OFFICE) => made.current(attempt, note),
      fail: async (times = 1, attempt = OFFICE) => {
        let last: number | undefined;
        for (let sent = 0; sent < times; sent += 1) last = await made.count(attempt, note);
        return last;
      },
    };
  };
  return { store, state, instance, ...instance() };
}
