import { BoundedMap } from './bounded-map';
import { AuthorizerUnavailableError } from './faults';
import type { Clock, CredentialsSource, Knowledge } from './ports';
import { tokenBucket } from './token-bucket';

/** How the cache keeps and renews what it knows. */
export interface CredentialsCacheOptions {
  readonly lookUp: CredentialsSource;
  readonly clock: Clock;
  /** How long knowledge is used before it is looked up again. */
  readonly cacheSeconds: number;
  /** How long past expiry a known consumer is served while look-ups fail. */
  readonly outageGraceSeconds: number;
}

/** Where knowledge came from: the cache, a look-up just now, or the cache past its expiry during an outage. */
export type Provenance = 'cached' | 'looked_up' | 'stale';

/** What is known of a consumer key, and from where. */
export interface Held {
  readonly knowledge: Knowledge;
  readonly provenance: Provenance;
}

/** Credentials by consumer key. */
export interface CredentialsCache {
  /** Gives what is known of a key. @throws AuthorizerUnavailableError */
  get(consumerKey: string): Promise<Held>;
  /**
   * Asks for newer knowledge before a request is refused on cached knowledge; `undefined` when it was asked for only
   * just now. Whatever is refused was thus known to be so within the cooldown. @throws AuthorizerUnavailableError
   */
  renew(consumerKey: string): Promise<Held | undefined>;
}

/** How many consumers, and how many unknown keys, one function instance remembers. */
const REMEMBERED_CONSUMERS = 2000;
const REMEMBERED_UNKNOWN_KEYS = 1000;
/** For how long a renewal, or a failed look-up, of one key is the last. */
const COOLDOWN_MS = 5000;
/** Look-ups that a caller without any secret can cause, for each function instance. */
const UNPROVED_LOOKUP_BURST = 1000;
const UNPROVED_LOOKUPS_PER_SECOND = 20;

interface Entry {
  readonly knowledge: Knowledge;
  readonly lookedUpAt: number;
  /** When a refusal last asked for newer knowledge. */
  readonly renewedAt: number;
  /** When a look-up last failed. */
  failedAt: number;
}

/**
 * Keeps credentials for a while, looks each key up once however many requests wait for it, and bounds what unknown
 * keys can cost. Unknown keys are remembered like known ones, but apart, so that they cannot push consumers out.
 */
export function credentialsCache(options: CredentialsCacheOptions): CredentialsCache {
  const { lookUp, clock } = options;
  const consumers = new BoundedMap<string, Entry>(REMEMBERED_CONSUMERS);
  const unknownKeys = new BoundedMap<string, Entry>(REMEMBERED_UNKNOWN_KEYS);
  const flights = new Map<string, Promise<Entry>>();
  const takeUnprovedLookUp = tokenBucket(UNPROVED_LOOKUP_BURST, UNPROVED_LOOKUPS_PER_SECOND, clock);

  const find = (consumerKey: string): Entry | undefined => consumers.get(consumerKey) ?? unknownKeys.get(consumerKey);

  async function get(consumerKey: string): Promise<Held> {
    const entry = find(consumerKey);
    if (!entry) return lookUpUnproved(consumerKey, 'first');
    const expiredFor = clock() - entry.lookedUpAt - options.cacheSeconds * 1000;
    if (expiredFor < 0) return { knowledge: entry.knowledge, provenance: 'cached' };
    if (entry.knowledge.kind === 'unknown') return lookUpUnproved(consumerKey, 'first');
    return refresh(consumerKey, entry, expiredFor < options.outageGraceSeconds * 1000);
  }

  async function refresh(consumerKey: string, entry: Entry, withinGrace: boolean): Promise<Held> {
    if (withinGrace && coolingDown(entry.failedAt)) return { knowledge: entry.knowledge, provenance: 'stale' };
    try {
      return await lookUpOnce(consumerKey, 'first');
    } catch (error) {
      if (!withinGrace) throw error;
      return { knowledge: entry.knowledge, provenance: 'stale' };
    }
  }

  async function renew(consumerKey: string): Promise<Held | undefined> {
    const entry = find(consumerKey);
    if (entry && coolingDown(entry.renewedAt)) return undefined;
    if (entry && coolingDown(entry.failedAt)) throw new AuthorizerUnavailableError('credentials_unavailable');
    return lookUpUnproved(consumerKey, 'renewal');
  }

  function coolingDown(since: number): boolean {
    return clock() - since < COOLDOWN_MS;
  }

  /** A look-up that anybody can cause; joining one that is under way costs nothing. */
  function lookUpUnproved(consumerKey: string, cause: 'first' | 'renewal'): Promise<Held> {
    if (!flights.has(consumerKey) && takeUnprovedLookUp() === 'empty') {
      throw new AuthorizerUnavailableError('credentials_lookups_exhausted');
    }
    return lookUpOnce(consumerKey, cause);
  }

  async function lookUpOnce(consumerKey: string, cause: 'first' | 'renewal'): Promise<Held> {
    let flight = flights.get(consumerKey);
    if (!flight) {
      flight = store(consumerKey, cause).finally(() => flights.delete(consumerKey));
      flights.set(consumerKey, flight);
    }
    return { knowledge: (await flight).knowledge, provenance: 'looked_up' };
  }

  async function store(consumerKey: string, cause: 'first' | 'renewal'): Promise<Entry> {
    const before = find(consumerKey);
    const lookedUpAt = clock();
    try {
      const knowledge = await lookUp(consumerKey);
      const renewedAt = cause === 'renewal' ? lookedUpAt : (before?.renewedAt ?? -Infinity);
      const entry: Entry = { knowledge, lookedUpAt, renewedAt, failedAt: -Infinity };
      const [into, outOf] = knowledge.kind === 'unknown' ? [unknownKeys, consumers] : [consumers, unknownKeys];
      outOf.delete(consumerKey);
      into.set(consumerKey, entry);
      return entry;
    } catch (error) {
      if (before) before.failedAt = clock();
      throw error;
    }
  }

  return { get, renew };
}
