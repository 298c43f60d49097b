import type { CredentialsCacheOptions } from '../../../lambda/authorizer/consumers/credentials-cache';
import { DOWN, KNOWN, Probes, REFUSED, UNKNOWN, world } from '../support/credentials-world';

describe('unknown keys', () => {
  const probes = new Probes();

  function worldOfUnknown(options?: Partial<CredentialsCacheOptions>) {
    const made = world(options);
    made.state.answer = UNKNOWN;
    return made;
  }

  test('cost a limited rate of look-ups, beyond which they get a fault instead of a denial', async () => {
    const { cache, state } = worldOfUnknown();
    await probes.send(cache, 1000);
    await probes.exhaust(cache);
    state.now += 1_000;
    await probes.send(cache, 20);
    await probes.exhaust(cache);
    expect(state.lookUps).toHaveLength(1020);
  });

  test('do not keep a known consumer from being refreshed', async () => {
    const { cache, state } = world();
    await cache.right('crm');
    state.now += 60_000;
    state.answer = UNKNOWN;
    await probes.exhaust(cache);
    state.answer = KNOWN;
    expect((await cache.right('crm')).provenance).toBe('looked_up');
  });

  test("do not keep a consumer's new secret from working at once", async () => {
    const { cache, state } = world();
    await cache.right('crm');
    state.answer = UNKNOWN;
    await probes.exhaust(cache);
    state.answer = KNOWN;
    const onlyNew = jest.fn<'verified' | 'mismatch', []>().mockReturnValueOnce('mismatch').mockReturnValue('verified');
    expect(await cache.find('crm', onlyNew)).toMatchObject({ provenance: 'looked_up', signature: 'verified' });
  });

  test('that are cached can use up no more than the reserve', async () => {
    const { cache, state } = worldOfUnknown();
    await probes.send(cache, 400);
    state.now += 5_000;
    const cached = Array.from({ length: 150 }, (_, index) => probes.key(index));
    await probes.exhaust(cache);
    const before = state.lookUps.length;
    await Promise.allSettled(cached.map((key) => cache.wrong(key)));
    expect(state.lookUps).toHaveLength(before + 100);
  });

  test('beyond the budget wait as long as the last look-up took', async () => {
    const pauses: number[] = [];
    const clocked = { now: 1_000_000, lookUps: 0 };
    const { cache } = world({
      clock: () => clocked.now,
      pause: async (milliseconds) => void pauses.push(milliseconds),
      lookUp: async () => {
        clocked.lookUps += 1;
        clocked.now += clocked.lookUps === 1000 ? 7 : 0;
        return UNKNOWN;
      },
    });
    await probes.exhaust(cache);
    expect(clocked.lookUps).toBe(1000);
    expect(pauses).toEqual([7]);
  });

  test('beyond the budget wait as long as the last look-up took, even if it was refused', async () => {
    const pauses: number[] = [];
    const clocked = { now: 1_000_000 };
    const { cache } = world({
      clock: () => clocked.now,
      pause: async (milliseconds) => void pauses.push(milliseconds),
      lookUp: async () => {
        clocked.now += 20;
        throw REFUSED;
      },
    });
    // Each 20 ms refill two fifths of a look-up.
    for (let sent = 0; sent < 1700; sent += 1) await cache.wrong(`refused-${sent}`).catch(() => undefined);
    expect(new Set(pauses)).toEqual(new Set([20]));
  });

  test('do not evict a known consumer', async () => {
    const { cache, state } = world();
    await cache.right('crm');
    state.answer = UNKNOWN;
    for (let round = 0; round < 3; round += 1) {
      await probes.send(cache, 900);
      state.now += 50_000;
    }
    state.answer = DOWN;
    expect((await cache.right('crm')).provenance).toBe('stale');
  });

  test('are evicted, the oldest first, once there are a thousand', async () => {
    const { cache, state } = worldOfUnknown({ cacheSeconds: 999_999 });
    await probes.send(cache, 1000);
    const [oldest, second] = [probes.key(999), probes.key(998)];
    state.now += 1_000;
    await cache.wrong('one more');
    const before = state.lookUps.length;
    await cache.wrong(second);
    expect(state.lookUps).toHaveLength(before);
    await cache.wrong(oldest);
    expect(state.lookUps).toHaveLength(before + 1);
  });

  test('that wait for one look-up cost one', async () => {
    const { cache, state } = worldOfUnknown();
    await Promise.all(Array.from({ length: 1001 }, () => cache.wrong('probe')));
    await expect(cache.wrong('other')).resolves.toBeDefined();
    expect(state.lookUps).toEqual(['probe', 'other']);
  });
});
