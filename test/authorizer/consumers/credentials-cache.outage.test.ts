import type { Knowledge } from '../../../lambda/authorizer/consumers/consumer';
import { DOWN, KNOWN, Probes, REFUSED, UNKNOWN, world } from '../support/credentials-world';

describe('during an outage', () => {
  test('a known consumer is served past expiry, with ever fewer probes', async () => {
    const { cache, state } = world();
    await cache.right('a');
    state.answer = DOWN;
    state.now += 60_000;
    expect(await cache.right('a')).toEqual({ knowledge: KNOWN, provenance: 'stale', signature: 'verified' });
    const lookUps = [];
    for (const wait of [999, 1, 1_999, 1, 3_999, 1, 4_999, 1, 4_999, 1]) {
      state.now += wait;
      expect((await cache.right('a')).provenance).toBe('stale');
      lookUps.push(state.lookUps.length - 2);
    }
    expect(lookUps).toEqual([0, 1, 1, 2, 2, 3, 3, 4, 4, 5]);
  });

  test('a known consumer fails after the grace period', async () => {
    const { cache, state } = world();
    await cache.right('a');
    state.answer = DOWN;
    state.now += 959_999;
    expect((await cache.right('a')).provenance).toBe('stale');
    state.now += 1;
    await expect(cache.right('a')).rejects.toBe(DOWN);
    expect(state.lookUps).toHaveLength(2);
  });

  test('recovery is noticed within a second at first', async () => {
    const { cache, state } = world();
    await cache.right('a');
    state.now += 60_000;
    state.answer = DOWN;
    await cache.right('a');
    state.answer = KNOWN;
    state.now += 1_000;
    expect((await cache.right('a')).provenance).toBe('looked_up');
  });

  test('one failed look-up keeps every key from being looked up, held or not', async () => {
    const { cache, state } = world();
    await cache.right('held');
    state.now += 60_000;
    state.answer = DOWN;
    await expect(cache.wrong('first')).rejects.toBe(DOWN);
    state.lookUps.length = 0;
    expect((await cache.right('held')).provenance).toBe('stale');
    for (const key of ['held', 'first', 'second', 'third']) await expect(cache.wrong(key)).rejects.toBe(DOWN);
    expect(state.lookUps).toEqual([]);
  });

  test('a key refused meanwhile works as soon as a probe succeeds', async () => {
    const { cache, state } = world();
    state.answer = DOWN;
    await expect(cache.right('a')).rejects.toBe(DOWN);
    state.now += 999;
    await expect(cache.right('b')).rejects.toBe(DOWN);
    state.answer = KNOWN;
    state.now += 1;
    expect((await cache.right('a')).provenance).toBe('looked_up');
    expect((await cache.right('b')).provenance).toBe('looked_up');
  });

  test('the first probe that the service answers ends it, even for an unknown key', async () => {
    const { cache, state } = world();
    state.answer = DOWN;
    await expect(cache.wrong('a')).rejects.toBe(DOWN);
    state.now += 1_000;
    state.answer = UNKNOWN;
    expect(await cache.wrong('b')).toMatchObject({ signature: 'mismatch' });
    state.answer = KNOWN;
    expect((await cache.right('c')).provenance).toBe('looked_up');
  });

  test('a probe that hangs is given up after a quarter of a second, and still counts when it ends', async () => {
    const pauses: number[] = [];
    let answer: (knowledge: Knowledge) => void = () => {};
    const made = world({
      pause: async (milliseconds) => void pauses.push(milliseconds),
      lookUp: async (key) => {
        made.state.lookUps.push(key);
        if (made.state.lookUps.length === 1) throw DOWN;
        return new Promise((resolve) => (answer = resolve));
      },
    });
    await expect(made.cache.right('a')).rejects.toBe(DOWN);
    made.state.now += 1_000;
    await expect(made.cache.right('a')).rejects.toMatchObject({ fault: 'credentials_unavailable' });
    expect(pauses).toEqual([250]);
    answer(KNOWN);
    await new Promise((settled) => void setImmediate(settled));
    expect((await made.cache.right('a')).provenance).toBe('cached');
  });

  test('a probe needs no budget of look-ups', async () => {
    const { cache, state } = world();
    state.answer = UNKNOWN;
    await new Probes().send(cache, 999);
    state.answer = DOWN;
    await expect(cache.wrong('last')).rejects.toBe(DOWN);
    const before = state.lookUps.length;
    state.now += 1_000;
    await expect(cache.wrong('probe')).rejects.toBe(DOWN);
    state.answer = UNKNOWN;
    state.now += 2_000;
    await cache.wrong('probe');
    expect(state.lookUps).toHaveLength(before + 2);
  });
});

describe('a refused look-up', () => {
  test('ends cached credentials at expiry', async () => {
    const { cache, state } = world();
    await cache.right('a');
    state.answer = REFUSED;
    state.now += 59_999;
    expect((await cache.right('a')).provenance).toBe('cached');
    state.now += 1;
    await expect(cache.right('a')).rejects.toBe(REFUSED);
  });

  test('ends the grace of an outage that follows', async () => {
    const { cache, state } = world();
    await cache.right('a');
    state.now += 60_000;
    state.answer = REFUSED;
    await expect(cache.wrong('a')).rejects.toBe(REFUSED);
    state.answer = DOWN;
    await expect(cache.right('a')).rejects.toBe(DOWN);
  });

  test('is tried once per five seconds, by verified and other requests separately', async () => {
    const { cache, state } = world();
    await cache.right('a');
    state.answer = REFUSED;
    state.now += 60_000;
    const lookUps = [];
    for (const wait of [0, 4_999, 1]) {
      state.now += wait;
      await expect(cache.right('a')).rejects.toBe(REFUSED);
      await expect(cache.wrong('a')).rejects.toBe(REFUSED);
      lookUps.push(state.lookUps.length - 1);
    }
    expect(lookUps).toEqual([2, 2, 4]);
  });

  test('of one key does not refuse another', async () => {
    const { cache, state } = world();
    state.answer = REFUSED;
    await expect(cache.wrong('a')).rejects.toBe(REFUSED);
    state.answer = KNOWN;
    expect((await cache.right('b')).provenance).toBe('looked_up');
  });

  test('that was a probe ends the outage: the service answers', async () => {
    const { cache, state } = world();
    state.answer = DOWN;
    await expect(cache.wrong('a')).rejects.toBe(DOWN);
    state.now += 1_000;
    state.answer = REFUSED;
    await expect(cache.wrong('a')).rejects.toBe(REFUSED);
    state.answer = KNOWN;
    expect((await cache.right('b')).provenance).toBe('looked_up');
  });
});

test('an error of the program in a look-up is not taken for an outage', async () => {
  const { cache, state } = world();
  await cache.right('a');
  state.now += 60_000;
  state.answer = new TypeError('a mistake');
  await expect(cache.right('a')).rejects.toThrow(TypeError);
  await expect(cache.wrong('b')).rejects.toThrow(TypeError);
  state.answer = KNOWN;
  expect((await cache.right('c')).provenance).toBe('looked_up');
});

test('a probe that ends in an error of the program does not end the outage', async () => {
  const { cache, state } = world();
  state.answer = DOWN;
  await expect(cache.wrong('a')).rejects.toBe(DOWN);
  state.now += 1_000;
  state.answer = new TypeError('a mistake');
  await expect(cache.wrong('a')).rejects.toThrow(TypeError);
  state.answer = KNOWN;
  await expect(cache.right('b')).rejects.toBe(DOWN);
});
