import { BoundedMap } from './bounded-map';
import { AuthorizerUnavailableError } from '../faults';
import type { Clock } from '../clock';
import type { CredentialsSource, Knowledge } from './consumer';
import { tokenBucket } from './token-bucket';

/** How the cache keeps and renews what it knows. */
export interface CredentialsCacheOptions {
  readonly lookUp: CredentialsSource;
  readonly clock: Clock;
  /** Resolves after so many milliseconds. */
  readonly pause: (milliseconds: number) => Promise<void>;
  /** How long knowledge is used before it is looked up again. */
  readonly cacheSeconds: number;
  /** How long past expiry a known consumer is served while look-ups fail. */
  readonly outageGraceSeconds: number;
}

/** Where knowledge came from: the cache, a look-up just now, or the cache past its expiry during an outage. */
export type Provenance = 'cached' | 'looked_up' | 'stale';

/** Compares a request's signature with what is known of its consumer. Costs the same whatever is known. */
export type Verify = (knowledge: Knowledge) => 'verified' | 'mismatch';

/** What is known of a consumer key, from where, and what a request's signature is by it. */
export interface Held {
  readonly knowledge: Knowledge;
  readonly provenance: Provenance;
  readonly signature: ReturnType<Verify>;
}

/** Credentials by consumer key. */
export interface CredentialsCache {
  /**
   * Gives the knowledge by which a request is decided. What verifies is decided by knowledge of the cache's age at most;
   * what does not is refused only by knowledge from within the cooldown. @throws AuthorizerUnavailableError
   */
  find(consumerKey: string, verify: Verify): Promise<Held>;
}

/** How many consumers, and how many unknown keys, one function instance remembers. */
const REMEMBERED_CONSUMERS = 2000;
const REMEMBERED_UNKNOWN_KEYS = 1000;
/** How long after a refusal, or a look-up without answer, the next look-up of one key may come. */
const COOLDOWN_MS = 5000;
/** Look-ups that a caller without any secret can cause, for each function instance. */
const UNPROVED_LOOKUP_BURST = 1000;
const UNPROVED_LOOKUPS_PER_SECOND = 20;
/** What keys that are remembered have beside, so that a new secret works while keys never seen use up the above. */
const RESERVE_BURST = 100;
const RESERVE_PER_SECOND = 5;

interface Entry {
  readonly knowledge: Knowledge;
  readonly lookedUpAt: number;
  /** When a look-up for a proved request last failed; apart from others', whose time would tell of such requests. */
  failedAt?: number;
}

/**
 * Keeps credentials for a while, looks each key up once however many requests wait for it, and bounds what unknown
 * keys can cost. Unknown keys are remembered like known ones, but apart, so that they cannot push consumers out.
 *
 * A request that does not verify takes the same way whether its key is known, unknown, fresh, expired or not held:
 * neither answers nor look-ups tell them apart.
 */
export function credentialsCache(options: CredentialsCacheOptions): CredentialsCache {
  const { lookUp, clock, pause } = options;
  const consumers = new BoundedMap<string, Entry>(REMEMBERED_CONSUMERS);
  const unknownKeys = new BoundedMap<string, Entry>(REMEMBERED_UNKNOWN_KEYS);
  // When an unproved request was last refused, or left without an answer; as many keys as unknown ones are remembered.
  const refusedAt = new BoundedMap<string, number>(REMEMBERED_UNKNOWN_KEYS);
  const unanswered = new BoundedMap<string, { readonly at: number; readonly why: unknown }>(REMEMBERED_UNKNOWN_KEYS);
  const flights = new Map<string, Promise<Knowledge>>();
  const takeUnproved = tokenBucket(UNPROVED_LOOKUP_BURST, UNPROVED_LOOKUPS_PER_SECOND, clock);
  const takeReserve = tokenBucket(RESERVE_BURST, RESERVE_PER_SECOND, clock);
  // What a refusal without a look-up waits, or its time would tell it from one with.
  let lastLookUpMs = 0;

  async function find(consumerKey: string, verify: Verify): Promise<Held> {
    const entry = consumers.get(consumerKey) ?? unknownKeys.get(consumerKey);
    // Without an entry as well, or the time would tell.
    const signature = verify(entry?.knowledge ?? { kind: 'unknown' });
    const held: Held | undefined = entry && { knowledge: entry.knowledge, provenance: 'cached', signature };
    return entry?.knowledge.kind === 'known' && signature === 'verified'
      ? findForProved(consumerKey, verify, entry)
      : findForUnproved(consumerKey, verify, held);
  }

  /** The signature verifies by what is remembered, so nothing is revealed, and no bound on strangers applies. */
  async function findForProved(consumerKey: string, verify: Verify, entry: Entry): Promise<Held> {
    const { knowledge, lookedUpAt } = entry;
    const expiredFor = clock() - lookedUpAt - options.cacheSeconds * 1000;
    if (expiredFor < 0) return { knowledge, provenance: 'cached', signature: 'verified' };
    try {
      if (coolingDown(entry.failedAt)) throw new AuthorizerUnavailableError('credentials_unavailable');
      return await findNewest(consumerKey, verify);
    } catch (error) {
      if (!coolingDown(entry.failedAt)) entry.failedAt = clock();
      if (expiredFor >= options.outageGraceSeconds * 1000) throw error;
      return { knowledge, provenance: 'stale', signature: 'verified' };
    }
  }

  /** Looks up before a refusal, so that a new consumer or secret works at once; once per cooldown. */
  async function findForUnproved(consumerKey: string, verify: Verify, held: Held | undefined): Promise<Held> {
    if (held && coolingDown(refusedAt.get(consumerKey))) return held;
    const last = unanswered.get(consumerKey);
    if (last && coolingDown(last.at)) throw last.why;
    try {
      return await lookUpForUnproved(consumerKey, verify, held);
    } catch (why) {
      refusedAt.delete(consumerKey);
      unanswered.set(consumerKey, { at: clock(), why });
      throw why;
    }
  }

  async function lookUpForUnproved(consumerKey: string, verify: Verify, held: Held | undefined): Promise<Held> {
    // Joining a look-up that is under way costs nothing.
    const within = flights.has(consumerKey) ? 'taken' : takeUnproved();
    if (within === 'empty' && !(held && takeReserve() === 'taken')) {
      await pause(lastLookUpMs);
      throw exhausted();
    }
    const newest = await findNewest(consumerKey, verify);
    // From the reserve a proved request is served, but a refusal would tell that there is an entry.
    if (within === 'empty' && newest.signature === 'mismatch') throw exhausted();
    return newest;
  }

  async function findNewest(consumerKey: string, verify: Verify): Promise<Held> {
    const startedAt = clock();
    const knowledge = await lookUpOnce(consumerKey);
    const signature = verify(knowledge);
    if (knowledge.kind !== 'known' || signature === 'mismatch') refusedAt.set(consumerKey, startedAt);
    return { knowledge, provenance: 'looked_up', signature };
  }

  function coolingDown(since: number | undefined): boolean {
    return since !== undefined && clock() - since < COOLDOWN_MS;
  }

  function lookUpOnce(consumerKey: string): Promise<Knowledge> {
    let flight = flights.get(consumerKey);
    if (!flight) {
      flight = lookUpAndRemember(consumerKey).finally(() => flights.delete(consumerKey));
      flights.set(consumerKey, flight);
    }
    return flight;
  }

  async function lookUpAndRemember(consumerKey: string): Promise<Knowledge> {
    const lookedUpAt = clock();
    const knowledge = await lookUp(consumerKey).finally(() => {
      lastLookUpMs = clock() - lookedUpAt;
    });
    const [into, outOf] = knowledge.kind === 'unknown' ? [unknownKeys, consumers] : [consumers, unknownKeys];
    outOf.delete(consumerKey);
    into.set(consumerKey, { knowledge, lookedUpAt });
    return knowledge;
  }

  return { find };
}

function exhausted(): AuthorizerUnavailableError {
  return new AuthorizerUnavailableError('credentials_lookups_exhausted');
}
