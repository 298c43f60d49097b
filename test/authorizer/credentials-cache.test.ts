import { BoundedMap } from '../../lambda/authorizer/bounded-map';
import { readConsumer } from '../../lambda/authorizer/consumer';
import { credentialsCache, type CredentialsCacheOptions } from '../../lambda/authorizer/credentials-cache';
import { AuthorizerUnavailableError } from '../../lambda/authorizer/faults';
import type { Knowledge } from '../../lambda/authorizer/ports';
import { tokenBucket } from '../../lambda/authorizer/token-bucket';
import { credentialsDocument } from './support/documents';

const KNOWN: Knowledge = {
  kind: 'known',
  consumer: readConsumer('crm-of-acme', JSON.stringify(credentialsDocument())),
};
const UNKNOWN: Knowledge = { kind: 'unknown' };
const DOWN = new AuthorizerUnavailableError('credentials_unavailable');

/** A cache of 60 s with 900 s of grace, over a source and a clock that the test moves. */
function world(options: Partial<CredentialsCacheOptions> = {}) {
  const state = { now: 1_000_000, answer: KNOWN as Knowledge | Error, lookUps: [] as string[] };
  const cache = credentialsCache({
    clock: () => state.now,
    cacheSeconds: 60,
    outageGraceSeconds: 900,
    lookUp: async (consumerKey) => {
      state.lookUps.push(consumerKey);
      if (state.answer instanceof Error) throw state.answer;
      return state.answer;
    },
    ...options,
  });
  return { cache, state };
}

describe('get', () => {
  test('looks a key up once and then uses what it knows', async () => {
    const { cache, state } = world();
    expect(await cache.get('a')).toEqual({ knowledge: KNOWN, provenance: 'looked_up' });
    state.now += 59_999;
    expect(await cache.get('a')).toEqual({ knowledge: KNOWN, provenance: 'cached' });
    expect(state.lookUps).toEqual(['a']);
  });

  test('looks a key up again once its time is over', async () => {
    const { cache, state } = world();
    await cache.get('a');
    state.now += 60_000;
    expect((await cache.get('a')).provenance).toBe('looked_up');
    expect(state.lookUps).toHaveLength(2);
  });

  test.each([
    ['known', KNOWN],
    ['unknown', UNKNOWN],
  ])('remembers a key that is %s for the same time', async (_, answer) => {
    const { cache, state } = world();
    state.answer = answer;
    await cache.get('a');
    state.now += 59_999;
    expect((await cache.get('a')).provenance).toBe('cached');
    state.now += 1;
    expect((await cache.get('a')).provenance).toBe('looked_up');
  });

  test('sees a consumer that was onboarded, and one that was offboarded', async () => {
    const { cache, state } = world();
    for (const answer of [UNKNOWN, KNOWN, UNKNOWN]) {
      state.answer = answer;
      state.now += 60_000;
      expect((await cache.get('a')).knowledge).toBe(answer);
      expect((await cache.get('a')).knowledge).toBe(answer);
    }
  });

  test('makes one look-up for all requests that wait for it', async () => {
    const { cache, state } = world();
    const held = await Promise.all(Array.from({ length: 50 }, () => cache.get('a')));
    expect(new Set(held.map(({ provenance }) => provenance))).toEqual(new Set(['looked_up']));
    expect(state.lookUps).toHaveLength(1);
  });

  test('tries again after a failed look-up', async () => {
    const { cache, state } = world();
    state.answer = DOWN;
    await expect(cache.get('a')).rejects.toBe(DOWN);
    state.answer = KNOWN;
    expect((await cache.get('a')).knowledge).toBe(KNOWN);
  });
});

describe('during an outage', () => {
  test('a known consumer is served past its time, with one try in five seconds', async () => {
    const { cache, state } = world();
    await cache.get('a');
    state.answer = DOWN;
    state.now += 60_000;
    expect(await cache.get('a')).toEqual({ knowledge: KNOWN, provenance: 'stale' });
    state.now += 4_999;
    expect((await cache.get('a')).provenance).toBe('stale');
    expect(state.lookUps).toHaveLength(2);
    state.now += 1;
    expect((await cache.get('a')).provenance).toBe('stale');
    expect(state.lookUps).toHaveLength(3);
  });

  test('a known consumer is served until the grace is over', async () => {
    const { cache, state } = world();
    await cache.get('a');
    state.answer = DOWN;
    state.now += 959_999;
    expect((await cache.get('a')).provenance).toBe('stale');
    state.now += 1;
    await expect(cache.get('a')).rejects.toBe(DOWN);
  });

  test('an unknown key is not told to be unknown past its time', async () => {
    const { cache, state } = world();
    state.answer = UNKNOWN;
    await cache.get('a');
    state.answer = DOWN;
    state.now += 60_000;
    await expect(cache.get('a')).rejects.toBe(DOWN);
  });

  test('recovery is noticed after five seconds', async () => {
    const { cache, state } = world();
    await cache.get('a');
    state.now += 60_000;
    state.answer = DOWN;
    await cache.get('a');
    state.answer = KNOWN;
    state.now += 5_000;
    expect((await cache.get('a')).provenance).toBe('looked_up');
  });
});

describe('renew', () => {
  test.each([
    ['known', KNOWN],
    ['unknown', UNKNOWN],
  ])('looks a key that is %s up at once, and then once in five seconds', async (_, answer) => {
    const { cache, state } = world();
    state.answer = answer;
    await cache.get('a');
    expect((await cache.renew('a'))?.provenance).toBe('looked_up');
    state.now += 4_999;
    expect(await cache.renew('a')).toBeUndefined();
    expect(state.lookUps).toHaveLength(2);
    state.now += 1;
    expect((await cache.renew('a'))?.provenance).toBe('looked_up');
  });

  test('cools down each key for itself', async () => {
    const { cache, state } = world();
    await cache.renew('a');
    await cache.renew('b');
    expect(state.lookUps).toEqual(['a', 'b']);
  });

  test('a look-up by age does not end the cooldown', async () => {
    const { cache, state } = world({ cacheSeconds: 1 });
    await cache.renew('a');
    state.now += 1_000;
    await cache.get('a');
    expect(await cache.renew('a')).toBeUndefined();
  });

  test('fails while look-ups fail, with one try in five seconds', async () => {
    const { cache, state } = world();
    await cache.get('a');
    state.answer = DOWN;
    await expect(cache.renew('a')).rejects.toBe(DOWN);
    state.now += 4_999;
    await expect(cache.renew('a')).rejects.toMatchObject({ fault: 'credentials_unavailable' });
    expect(state.lookUps).toHaveLength(2);
    state.now += 1;
    await expect(cache.renew('a')).rejects.toBe(DOWN);
    expect(state.lookUps).toHaveLength(3);
  });
});

describe('unknown keys', () => {
  const probe = async (cache: { get(key: string): Promise<unknown> }, from: number, to: number) => {
    for (let index = from; index < to; index += 1) await cache.get(`probe-${index}`);
  };

  test('cost a bounded rate of look-ups; over it nobody is told to be unknown', async () => {
    const { cache, state } = world();
    state.answer = UNKNOWN;
    await probe(cache, 0, 1000);
    await expect(cache.get('probe-1000')).rejects.toMatchObject({ fault: 'credentials_lookups_exhausted' });
    state.now += 1_000;
    await probe(cache, 1000, 1020);
    await expect(cache.get('probe-1020')).rejects.toMatchObject({ fault: 'credentials_lookups_exhausted' });
    expect(state.lookUps).toHaveLength(1020);
  });

  test('do not keep a known consumer from being looked up again', async () => {
    const { cache, state } = world();
    await cache.get('crm');
    state.answer = UNKNOWN;
    await probe(cache, 0, 999);
    state.answer = KNOWN;
    state.now += 60_000;
    await probe(cache, 1000, 2000);
    expect((await cache.get('crm')).provenance).toBe('looked_up');
  });

  test('do not push a known consumer out of the cache', async () => {
    const { cache, state } = world();
    await cache.get('crm');
    state.answer = UNKNOWN;
    for (let round = 0; round < 3; round += 1) {
      await probe(cache, round * 900, round * 900 + 900);
      state.now += 50_000;
    }
    state.answer = DOWN;
    expect((await cache.get('crm')).provenance).toBe('stale');
  });

  test('are forgotten, the oldest first, once there are a thousand', async () => {
    const { cache, state } = world({ cacheSeconds: 999_999 });
    state.answer = UNKNOWN;
    await probe(cache, 0, 1000);
    state.now += 60_000;
    await cache.get('probe-1000');
    const before = state.lookUps.length;
    await cache.get('probe-1');
    expect(state.lookUps).toHaveLength(before);
    await cache.get('probe-0');
    expect(state.lookUps).toHaveLength(before + 1);
  });

  test('exhaust renewals as well, so that a refusal tells nothing then either', async () => {
    const { cache, state } = world();
    await cache.get('crm');
    state.answer = UNKNOWN;
    await probe(cache, 0, 999);
    await expect(cache.renew('crm')).rejects.toMatchObject({ fault: 'credentials_lookups_exhausted' });
    expect((await cache.get('crm')).provenance).toBe('cached');
  });

  test('that wait for one look-up use up one', async () => {
    const { cache, state } = world();
    state.answer = UNKNOWN;
    await Promise.all(Array.from({ length: 1001 }, () => cache.get('probe')));
    await expect(cache.get('other')).resolves.toBeDefined();
    expect(state.lookUps).toEqual(['probe', 'other']);
  });
});

test('a bounded map forgets what was used least recently', () => {
  const map = new BoundedMap<string, number>(2);
  map.set('a', 1);
  map.set('b', 2);
  map.get('a');
  map.set('c', 3);
  map.set('c', 4);
  expect([map.get('a'), map.get('b'), map.get('c'), map.size]).toEqual([1, undefined, 4, 2]);
});

test('a token bucket does not fill over its burst, nor when the clock goes back', () => {
  let now = 0;
  const take = tokenBucket(2, 1, () => now);
  expect([take(), take(), take()]).toEqual(['taken', 'taken', 'empty']);
  now = 60_000;
  expect([take(), take(), take()]).toEqual(['taken', 'taken', 'empty']);
  now = 0;
  expect(take()).toBe('empty');
  now = 1_000;
  expect([take(), take()]).toEqual(['taken', 'empty']);
});
