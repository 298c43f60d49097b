import type { Clock } from '../clock';
import { AuthorizerUnavailableError, type Fault } from '../faults';
import { BoundedMap } from './bounded-map';
import { type CredentialsSource, type Knowledge, withRules } from './consumer';
import { lookUpBreaker } from './look-up-breaker';
import { singleFlight } from './single-flight';
import { tokenBucket } from './token-bucket';

/** Dependencies and lifetimes of the cache. */
export interface CredentialsCacheOptions {
  readonly lookUp: CredentialsSource;
  readonly clock: Clock;
  /** Resolves after this many milliseconds. */
  readonly pause: (milliseconds: number) => Promise<void>;
  /** Age at which credentials are looked up again. */
  readonly cacheSeconds: number;
  /** Time past that age for which a known consumer is still served while look-ups fail. */
  readonly outageGraceSeconds: number;
}

/** Source of credentials: the cache, a look-up just now, or an expired cache entry during an outage. */
export type Provenance = 'cached' | 'looked_up' | 'stale';

/** Verifies the request's signature with these credentials. Must cost the same for a known and an unknown consumer. */
export type Verify = (knowledge: Knowledge) => 'verified' | 'mismatch';

/** Credentials for a consumer key, where they came from, and whether the request's signature verifies with them. */
export interface FoundCredentials {
  readonly knowledge: Knowledge;
  readonly provenance: Provenance;
  readonly signature: ReturnType<Verify>;
}

/** Credentials by consumer key. */
export interface CredentialsCache {
  /**
   * Finds the credentials that decide a request. A request that verifies may be decided by an unexpired cache entry; one
   * that does not is refused only by a look-up from within the cooldown.
   *
   * @param verify called with the cached credentials first, and again with those of a look-up
   * @throws AuthorizerUnavailableError when a needed look-up fails or exceeds the budget
   */
  find(consumerKey: string, verify: Verify): Promise<FoundCredentials>;
}

/** Entries that one function instance keeps. Unknown keys have a map of their own and cannot evict consumers. */
const MAX_CONSUMERS = 2000;
const MAX_UNKNOWN_KEYS = 1000;
/** After a refusal, or a look-up that failed without an outage, the same key is not looked up again for this long. */
const COOLDOWN_MS = 5000;
/** Longest wait of a request for a probe during an outage. A service that works answers sooner. */
const PROBE_MS = 250;
/** Budget of each function instance for look-ups caused by requests that do not verify: anyone can send those. */
const UNVERIFIED_BURST = 1000;
const UNVERIFIED_PER_SECOND = 20;
/** Look-ups reserved for cached keys, so a rotated secret still works while unknown keys exhaust the budget above. */
const RESERVE_BURST = 100;
const RESERVE_PER_SECOND = 5;
/** A look-up ends sooner, by its own time limits, unless the function instance is frozen meanwhile. */
const LONGEST_LOOK_UP_MS = 3000;

interface Entry {
  readonly knowledge: Knowledge;
  readonly lookedUpAt: number;
  /**
   * The last refresh for a verified request that failed without an outage. Kept apart from `unanswered`: shared, it would
   * show an attacker that the consumer is sending requests.
   */
  failure?: Failure;
  /** A look-up was refused or failed in the program since: an outage that follows gets no grace. */
  graceForfeited?: true;
}

/** A look-up that failed without an outage. */
interface Failure {
  readonly at: number;
  readonly error: unknown;
}

/**
 * Caches credentials, and looks a key up once however many requests wait for it (single flight).
 *
 * An attacker must not learn which consumer keys exist. A request that does not verify therefore takes the same path
 * whether its key is known or unknown, and whether its entry is fresh, expired or missing: the same number of
 * comparisons, the same look-ups, the same cooldown and the same answers. Only a verified request may take a shorter
 * path, because its sender has the secret.
 */
export function credentialsCache(options: CredentialsCacheOptions): CredentialsCache {
  const { lookUp, clock, pause } = options;
  const consumers = new BoundedMap<string, Entry>(MAX_CONSUMERS);
  const unknownKeys = new BoundedMap<string, Entry>(MAX_UNKNOWN_KEYS);
  // Cooldowns of requests that do not verify. They hold known and unknown keys alike, so losing an entry reveals nothing.
  const refusedAt = new BoundedMap<string, number>(MAX_UNKNOWN_KEYS);
  const unanswered = new BoundedMap<string, Failure>(MAX_UNKNOWN_KEYS);
  const flights = singleFlight(clock, LONGEST_LOOK_UP_MS, lookUpAndStore);
  const breaker = lookUpBreaker(clock);
  const takeUnverified = tokenBucket(UNVERIFIED_BURST, UNVERIFIED_PER_SECOND, clock);
  const takeReserve = tokenBucket(RESERVE_BURST, RESERVE_PER_SECOND, clock);
  let lastLookUpMs = 0;

  async function find(consumerKey: string, verify: Verify): Promise<FoundCredentials> {
    const entry = consumers.get(consumerKey) ?? unknownKeys.get(consumerKey);
    // Also without an entry: skipping the comparison would show in the response time.
    const found = decide(entry?.knowledge ?? { kind: 'unknown' }, 'cached', verify);
    return entry && found.knowledge.kind === 'known' && found.signature === 'verified'
      ? findForVerified(consumerKey, verify, entry)
      : findForUnverified(consumerKey, verify, entry && found);
  }

  /** The sender has the secret, so this path may show that the key exists and needs no look-up budget. */
  async function findForVerified(consumerKey: string, verify: Verify, entry: Entry): Promise<FoundCredentials> {
    const { knowledge, lookedUpAt, failure } = entry;
    const expiredForMs = clock() - lookedUpAt - options.cacheSeconds * 1000;
    if (expiredForMs < 0) return { knowledge, provenance: 'cached', signature: 'verified' };
    // Must not extend the cooldown, or steady traffic would never try again.
    if (failure && coolingDown(failure.at)) throw failure.error;
    try {
      return await findNewest(consumerKey, verify, breaker.enter());
    } catch (error) {
      if (!isOutage(error)) {
        entry.failure = { at: clock(), error };
        throw error;
      }
      if (entry.graceForfeited || expiredForMs >= options.outageGraceSeconds * 1000) throw error;
      return { knowledge, provenance: 'stale', signature: 'verified' };
    }
  }

  /** Looks up before refusing, so that a new consumer or secret works at once, but at most once per key and cooldown. */
  async function findForUnverified(
    consumerKey: string,
    verify: Verify,
    cached: FoundCredentials | undefined,
  ): Promise<FoundCredentials> {
    if (cached && coolingDown(refusedAt.get(consumerKey))) return cached;
    const last = unanswered.get(consumerKey);
    if (last && coolingDown(last.at)) throw last.error;
    try {
      return await lookUpForUnverified(consumerKey, verify, cached);
    } catch (error) {
      // Until a look-up succeeds the answer is 503: credentials from before the failure must not refuse.
      refusedAt.delete(consumerKey);
      // The breaker paces look-ups during an outage; a cooldown as well would delay the key once it is over.
      if (!isOutage(error)) unanswered.set(consumerKey, { at: clock(), error });
      throw error;
    }
  }

  async function lookUpForUnverified(
    consumerKey: string,
    verify: Verify,
    cached: FoundCredentials | undefined,
  ): Promise<FoundCredentials> {
    const state = breaker.enter();
    // Joining a look-up in flight is free, and the breaker limits probes.
    const budget = state === 'probe' || flights.has(consumerKey) ? 'taken' : takeUnverified();
    if (budget === 'empty' && !(cached && takeReserve() === 'taken')) {
      // Failing at once would show that this key has no cache entry, because a look-up from the reserve takes time.
      await pause(lastLookUpMs);
      throw exhausted();
    }
    const newest = await findNewest(consumerKey, verify, state);
    // The reserve serves requests that verify now. Refusing the others would show that the key has a cache entry.
    if (budget === 'empty' && newest.signature === 'mismatch') throw exhausted();
    return newest;
  }

  async function findNewest(
    consumerKey: string,
    verify: Verify,
    state: ReturnType<typeof breaker.enter>,
  ): Promise<FoundCredentials> {
    const startedAt = clock();
    const flight = flights.lookUp(consumerKey);
    const knowledge = await (state === 'probe' ? Promise.race([flight, outlasted()]) : flight);
    const found = decide(knowledge, 'looked_up', verify);
    if (found.knowledge.kind !== 'known' || found.signature === 'mismatch') refusedAt.set(consumerKey, startedAt);
    return found;
  }

  /** Ends the wait for a probe. The look-up goes on, and its result counts for the next request. */
  async function outlasted(): Promise<never> {
    await pause(PROBE_MS);
    throw new AuthorizerUnavailableError('credentials_unavailable');
  }

  function coolingDown(since: number | undefined): boolean {
    return since !== undefined && clock() - since < COOLDOWN_MS;
  }

  async function lookUpAndStore(consumerKey: string): Promise<Knowledge> {
    // The age counts from the start of the look-up: the document may have changed while the response was on its way.
    const lookedUpAt = clock();
    const knowledge = await lookUp(consumerKey)
      .catch((error: unknown) => {
        noteFailure(consumerKey, error, lookedUpAt);
        throw error;
      })
      .finally(() => {
        lastLookUpMs = Math.min(LONGEST_LOOK_UP_MS, clock() - lookedUpAt);
      });
    breaker.answered();
    const held = consumers.get(consumerKey) ?? unknownKeys.get(consumerKey);
    // This look-up was frozen, and another one has overtaken it.
    if (held && held.lookedUpAt > lookedUpAt) return knowledge;
    const [into, outOf] = knowledge.kind === 'unknown' ? [unknownKeys, consumers] : [consumers, unknownKeys];
    outOf.delete(consumerKey);
    into.set(consumerKey, { knowledge, lookedUpAt });
    return knowledge;
  }

  function noteFailure(consumerKey: string, error: unknown, lookedUpAt: number): void {
    if (isOutage(error)) return breaker.failed(error, lookedUpAt);
    if (faultOf(error) === 'credentials_refused') breaker.answered();
    const entry = consumers.get(consumerKey);
    if (entry) entry.graceForfeited = true;
  }

  return { find };
}

/** Verifies the request, and reads the rules of a consumer only after its signature is proved. */
function decide(knowledge: Knowledge, provenance: Provenance, verify: Verify): FoundCredentials {
  const signature = verify(knowledge);
  return { knowledge: signature === 'verified' ? withRules(knowledge) : knowledge, provenance, signature };
}

/** Only this fault is known to be an outage; a refusal is a decision, and any other error a fault of the program. */
function isOutage(error: unknown): boolean {
  return faultOf(error) === 'credentials_unavailable';
}

function faultOf(error: unknown): Fault | undefined {
  return error instanceof AuthorizerUnavailableError ? error.fault : undefined;
}

function exhausted(): AuthorizerUnavailableError {
  return new AuthorizerUnavailableError('credentials_lookups_exhausted');
}
