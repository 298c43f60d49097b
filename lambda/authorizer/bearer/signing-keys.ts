import type { Clock } from '../clock';
import { singleFlight } from '../consumers/single-flight';
import { AuthorizerUnavailableError } from '../faults';
import { type KeySet, readJwks, type SelectedKey } from './jwks';
import type { UnverifiedToken } from './read-token';

/** The identity provider's keys, of one function instance. */
export interface SigningKeys {
  /**
   * Finds the key of a token.
   *
   * @throws AuthorizerUnavailableError when the keys cannot be had
   */
  find(token: Pick<UnverifiedToken, 'algorithm' | 'keyId'>): Promise<SelectedKey>;
}

export interface SigningKeysOptions {
  /** Fetches the provider's JSON Web Key Set; bounded in time and size. */
  readonly fetchJwks: () => Promise<string>;
  readonly clock: Clock;
  /** Time past expiry in which the last good keys are used while the provider does not answer. */
  readonly outageGraceSeconds: number;
}

/** From this age on, a request starts a fetch, but does not wait for it. */
const FETCH_AHEAD_MS = 300_000;
/** From this age on, requests wait for a fetch: a key that the provider withdraws is accepted no longer than this. */
const EXPIRED_MS = 600_000;
/** After a failed fetch, the next one starts no sooner. */
const RETRY_MS = 5000;
/** A token whose key is unknown starts a fetch at most once in this time: anyone can send such tokens. */
const UNKNOWN_KEY_MS = 30_000;
/** A fetch ends sooner, by its own time limit, unless the function instance is frozen meanwhile. */
const LONGEST_FETCH_MS = 3000;

const FLIGHT = 'jwks';

/** Makes the cache of the identity provider's keys. Any number of requests share one fetch. */
export function signingKeys({ fetchJwks, clock, outageGraceSeconds }: SigningKeysOptions): SigningKeys {
  const flights = singleFlight(clock, LONGEST_FETCH_MS, fetchAndHold);
  let held: { readonly keys: KeySet; readonly fetchedAt: number } | undefined;
  let failure: { readonly at: number; readonly error: unknown } | undefined;
  let attemptedAt = 0;

  async function find(token: Pick<UnverifiedToken, 'algorithm' | 'keyId'>): Promise<SelectedKey> {
    const keys = await current();
    const key = await keys.select(token);
    if (key !== 'unknown') return key;
    if (!flights.has(FLIGHT) && clock() - attemptedAt < UNKNOWN_KEY_MS) {
      // The provider may have new keys, which is not for the token's sender to suffer from.
      if (failure) throw failure.error;
      return key;
    }
    return (await refreshed()).select(token);
  }

  async function current(): Promise<KeySet> {
    if (!held) return refreshed();
    const { keys, fetchedAt } = held;
    const age = clock() - fetchedAt;
    if (age < FETCH_AHEAD_MS) return keys;
    const newest = refreshed();
    if (age >= EXPIRED_MS + outageGraceSeconds * 1000) return newest;
    const orHeld = newest.catch(() => keys);
    return age < EXPIRED_MS ? keys : orHeld;
  }

  /** @throws AuthorizerUnavailableError */
  async function refreshed(): Promise<KeySet> {
    if (failure && !flights.has(FLIGHT) && clock() - failure.at < RETRY_MS) throw failure.error;
    return flights.lookUp(FLIGHT);
  }

  async function fetchAndHold(): Promise<KeySet> {
    // The age counts from the start of the fetch: the keys may have changed while the answer was on its way.
    const startedAt = clock();
    attemptedAt = startedAt;
    try {
      const keys = readJwks(await fetchJwks());
      if (!held || held.fetchedAt <= startedAt) held = { keys, fetchedAt: startedAt };
      failure = undefined;
      return keys;
    } catch (cause) {
      const error = new AuthorizerUnavailableError('identity_provider_unavailable', {}, { cause });
      // A fetch that was frozen does not show that the provider fails now.
      if (clock() - startedAt <= LONGEST_FETCH_MS) failure = { at: clock(), error };
      throw error;
    }
  }

  return { find };
}
