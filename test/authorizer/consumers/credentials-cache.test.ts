import type { Knowledge } from '../../../lambda/authorizer/consumers/consumer';
import { DOWN, KNOWN, MALFORMED, Probes, UNKNOWN, type World, world } from '../support/credentials-world';

describe('a valid signature', () => {
  test('looks its consumer up once and then uses the cache', async () => {
    const { cache, state } = world();
    expect(await cache.right('a')).toEqual({ knowledge: KNOWN, provenance: 'looked_up', signature: 'verified' });
    state.now += 59_999;
    expect(await cache.right('a')).toEqual({ knowledge: KNOWN, provenance: 'cached', signature: 'verified' });
    expect(state.lookUps).toEqual(['a']);
  });

  test('looks its consumer up again once the cache entry expires', async () => {
    const { cache, state } = world();
    await cache.right('a');
    state.now += 60_000;
    expect((await cache.right('a')).provenance).toBe('looked_up');
    expect(state.lookUps).toHaveLength(2);
  });

  test('notices that its consumer was onboarded or offboarded', async () => {
    const { cache, state } = world();
    for (const answer of [UNKNOWN, KNOWN, UNKNOWN]) {
      state.answer = answer;
      state.now += 60_000;
      expect((await cache.right('a')).knowledge).toBe(answer);
      expect((await cache.right('a')).knowledge).toBe(answer);
    }
  });

  test('that newer credentials no longer verify is a mismatch', async () => {
    const { cache, state } = world();
    await cache.right('a');
    state.now += 60_000;
    const onlyBefore = jest
      .fn<'verified' | 'mismatch', []>()
      .mockReturnValueOnce('verified')
      .mockReturnValue('mismatch');
    expect(await cache.find('a', onlyBefore)).toMatchObject({ provenance: 'looked_up', signature: 'mismatch' });
  });

  test('shares one look-up among all requests that wait for it', async () => {
    const { cache, state } = world();
    const held = await Promise.all(Array.from({ length: 50 }, () => cache.right('a')));
    expect(new Set(held.map(({ provenance }) => provenance))).toEqual(new Set(['looked_up']));
    expect(state.lookUps).toHaveLength(1);
  });
});

describe('a malformed document', () => {
  test('costs one look-up per five seconds, whatever the signature', async () => {
    const { cache, state } = world();
    state.answer = MALFORMED;
    const provenances = [];
    for (const wait of [0, 4_999, 1]) {
      state.now += wait;
      provenances.push((await cache.find('a', () => 'verified')).provenance);
    }
    expect(provenances).toEqual(['looked_up', 'cached', 'looked_up']);
  });

  test('that was corrected is noticed', async () => {
    const { cache, state } = world();
    state.answer = MALFORMED;
    await cache.find('a', () => 'verified');
    state.answer = KNOWN;
    state.now += 5_000;
    expect((await cache.right('a')).knowledge).toBe(KNOWN);
  });
});

test('two thousand consumers stay cached', async () => {
  const { cache, state } = world({ cacheSeconds: 999_999 });
  const keys = Array.from({ length: 2000 }, (_, index) => `consumer-${index}`);
  for (const key of [...keys, ...keys]) {
    // Keeps within the budget of look-ups.
    state.now += 50;
    await cache.right(key);
  }
  expect(state.lookUps).toHaveLength(2000);
});

/** Every state a key can be in when a request with a wrong signature arrives. */
const STATES: Readonly<Record<string, readonly [answer: Knowledge, before: (world_: World) => Promise<unknown>]>> = {
  'known and cached': [KNOWN, ({ cache }) => cache.right('a')],
  'known and expired': [KNOWN, ({ cache, state }) => cache.right('a').then(() => (state.now += 60_000))],
  'known and not cached': [KNOWN, async () => {}],
  unknown: [UNKNOWN, async () => {}],
  'unknown and cached': [UNKNOWN, ({ cache, state }) => cache.wrong('a').then(() => (state.now += 5_000))],
  'unknown and expired': [UNKNOWN, ({ cache, state }) => cache.wrong('a').then(() => (state.now += 60_000))],
};

describe.each(Object.entries(STATES))('a wrong signature for a key that is %s', (_, [answer, before]) => {
  async function prepared() {
    const made = world();
    made.state.answer = answer;
    await before(made);
    made.state.lookUps.length = 0;
    return made;
  }

  test('costs one look-up per five seconds', async () => {
    const { cache, state } = await prepared();
    const lookUps = [];
    for (const wait of [0, 0, 4_999, 1, 0]) {
      state.now += wait;
      expect(await cache.wrong('a')).toMatchObject({ knowledge: answer, signature: 'mismatch' });
      lookUps.push(state.lookUps.length);
    }
    expect(lookUps).toEqual([1, 1, 1, 2, 2]);
  });

  test('fails while look-ups fail, at once after the first and with probes that are the same for all', async () => {
    const { cache, state } = await prepared();
    state.answer = DOWN;
    const lookUps = [];
    for (const wait of [0, 999, 1, 1_999, 1]) {
      state.now += wait;
      await expect(cache.wrong('a')).rejects.toBe(DOWN);
      lookUps.push(state.lookUps.length);
    }
    expect(lookUps).toEqual([1, 1, 2, 2, 3]);
  });

  test('fails while others exhaust the budget of look-ups, now and on the next attempt', async () => {
    const { cache, state } = await prepared();
    state.answer = UNKNOWN;
    await new Probes().exhaust(cache);
    state.answer = answer;
    await expect(cache.wrong('a')).rejects.toMatchObject({ fault: 'credentials_lookups_exhausted' });
    await expect(cache.wrong('a')).rejects.toMatchObject({ fault: 'credentials_lookups_exhausted' });
  });

  test('is verified once before the look-up and once after', async () => {
    const { cache, state } = await prepared();
    const verify = jest.fn<'mismatch', []>(() => 'mismatch');
    await cache.find('a', verify);
    expect(verify).toHaveBeenCalledTimes(2);
    expect(state.lookUps).toHaveLength(1);
  });
});

test('each key has its own cooldown', async () => {
  const { cache, state } = world();
  await cache.wrong('a');
  await cache.wrong('b');
  expect(state.lookUps).toEqual(['a', 'b']);
});

test('a refresh does not end the cooldown', async () => {
  const { cache, state } = world({ cacheSeconds: 1 });
  await cache.wrong('a');
  state.now += 1_000;
  await cache.right('a');
  await cache.wrong('a');
  expect(state.lookUps).toHaveLength(2);
});

test('expiry does not end the cooldown either', async () => {
  const { cache, state } = world({ cacheSeconds: 1 });
  await cache.wrong('a');
  state.now += 4_999;
  await cache.wrong('a');
  expect(state.lookUps).toHaveLength(1);
});
