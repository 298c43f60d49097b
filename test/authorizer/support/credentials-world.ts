import { type Knowledge, readConsumer } from '../../../lambda/authorizer/consumers/consumer';
import {
  credentialsCache,
  type CredentialsCacheOptions,
  type Verify,
} from '../../../lambda/authorizer/consumers/credentials-cache';
import { MalformedDocumentError } from '../../../lambda/authorizer/consumers/malformed-document';
import { AuthorizerUnavailableError } from '../../../lambda/authorizer/faults';
import { credentialsDocument } from './documents';

export const KNOWN: Knowledge = {
  kind: 'known',
  consumer: readConsumer('crm-of-acme', JSON.stringify(credentialsDocument())),
};
export const UNKNOWN: Knowledge = { kind: 'unknown' };
export const MALFORMED: Knowledge = {
  kind: 'malformed',
  problem: new MalformedDocumentError('tier', 'a text'),
  secrets: [],
};
export const DOWN = new AuthorizerUnavailableError('credentials_unavailable');
export const REFUSED = new AuthorizerUnavailableError('credentials_refused');

/** Every signature for a known key. */
export const RIGHT: Verify = ({ kind }) => (kind === 'known' ? 'verified' : 'mismatch');
export const WRONG: Verify = () => 'mismatch';

/** A cache with a lifetime of 60 s and 900 s of grace. The test sets what look-ups return, and moves the clock. */
export function world(options: Partial<CredentialsCacheOptions> = {}) {
  const state = { now: 1_000_000, answer: KNOWN as Knowledge | Error, lookUps: [] as string[] };
  const cache = credentialsCache({
    clock: () => state.now,
    // Longer than any look-up of this world.
    pause: () => new Promise((passed) => void setImmediate(passed)),
    cacheSeconds: 60,
    outageGraceSeconds: 900,
    lookUp: async (consumerKey) => {
      state.lookUps.push(consumerKey);
      if (state.answer instanceof Error) throw state.answer;
      return state.answer;
    },
    ...options,
  });
  return {
    state,
    cache: {
      /** Sends a request with the consumer's valid signature; no signature is valid for an unknown key. */
      right: (consumerKey: string) => cache.find(consumerKey, RIGHT),
      wrong: (consumerKey: string) => cache.find(consumerKey, WRONG),
      find: (consumerKey: string, verify: Verify) => cache.find(consumerKey, verify),
    },
  };
}

export type World = ReturnType<typeof world>;

/** Sends requests for keys that no consumer has, each for another key. */
export class Probes {
  private count = 0;

  /** The key of a probe; 0 is the newest. */
  key(age: number): string {
    return `probe-${this.count - age}`;
  }

  async send(cache: World['cache'], count: number): Promise<void> {
    for (let sent = 0; sent < count; sent += 1) await cache.wrong(`probe-${++this.count}`);
  }

  /** Sends probes until the budget of look-ups is used up. */
  async exhaust(cache: World['cache']): Promise<void> {
    try {
      await this.send(cache, 1001);
    } catch (error) {
      if (error instanceof AuthorizerUnavailableError && error.fault === 'credentials_lookups_exhausted') return;
      throw error;
    }
    throw new Error('1001 probes did not exhaust the budget of look-ups');
  }
}
