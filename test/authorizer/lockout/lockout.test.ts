import * as fc from 'fast-check';
import { COUNTS_BURST, COUNTS_PER_SECOND, SourceLockout } from '../../../lambda/authorizer/lockout/lockout';
import { MemoryFailures } from '../support/memory-failures';

const LIMITS = { failures: 5, withinMinutes: 10, forMinutes: 30 };
const START = 1_795_320_000_000;
const OFFICE = { consumerKey: 'crm-of-acme', source: '198.51.100.7' };
const HOME = { consumerKey: 'crm-of-acme', source: '203.0.113.9' };
const OTHER_KEY = { consumerKey: 'billing', source: '198.51.100.7' };

/** Function instances over one table and one clock. */
function world(store = new MemoryFailures()) {
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

const LOCKED_UNTIL = START / 1000 + 1800;

test('fewer failures than the limit lock nothing', async () => {
  const { fail, known, current } = world();
  expect(await fail(4)).toBeUndefined();
  expect([await known(), await current()]).toEqual([undefined, undefined]);
});

test('the failure that reaches the limit keeps its own reason, and the next request is locked out', async () => {
  const { fail, known } = world();
  expect(await fail(5)).toBeUndefined();
  expect(await known()).toBe(LOCKED_UNTIL);
});

test('a lock ends by itself', async () => {
  const { fail, known, current, state } = world();
  await fail(5);
  state.now += 1_799_999;
  expect(await known()).toBe(LOCKED_UNTIL);
  state.now += 1;
  expect([await known(), await current()]).toEqual([undefined, undefined]);
});

test('failures that are further apart than the declared time lock nothing', async () => {
  const { fail, known, state } = world();
  await fail(4);
  state.now += 600_000;
  await fail(4);
  expect(await known()).toBeUndefined();
});

test.each([
  ['another source with the same key', HOME],
  ['another key from the same source', OTHER_KEY],
])('%s is not touched', async (_who, attempt) => {
  const { fail, known, current } = world();
  await fail(5);
  expect([await known(attempt), await current(attempt)]).toEqual([undefined, undefined]);
});

test('another instance refuses an authenticated request of a locked source', async () => {
  const { fail, instance } = world();
  await fail(5);
  expect(await instance().current()).toBe(LOCKED_UNTIL);
});

test('another instance answers a failure of a locked source with the lock, and writes nothing', async () => {
  const { fail, instance, store } = world();
  await fail(5);
  const { writes } = store;
  expect(await instance().fail()).toBe(LOCKED_UNTIL);
  expect(store.writes).toBe(writes);
});

test('failures at several instances count together', async () => {
  const { fail, instance, known } = world();
  await instance().fail(2);
  await instance().fail(2);
  await fail(1);
  expect(await known()).toBe(LOCKED_UNTIL);
});

test('a lock by another instance is noticed within ten seconds', async () => {
  const { current, instance, state } = world();
  await current();
  await instance().fail(5);
  state.now += 9_999;
  expect(await current()).toBeUndefined();
  state.now += 1;
  expect(await current()).toBe(LOCKED_UNTIL);
});

test('a removed lock ends within ten seconds', async () => {
  const { fail, known, store, state } = world();
  await fail(5);
  store.records.clear();
  state.now += 9_999;
  expect(await known()).toBe(LOCKED_UNTIL);
  state.now += 1;
  expect(await known()).toBeUndefined();
});

test('a known lock costs no call to the table', async () => {
  const { fail, known, store } = world();
  await fail(5);
  const { reads, writes } = store;
  for (let sent = 0; sent < 100; sent += 1) await known();
  expect([store.reads, store.writes]).toEqual([reads, writes]);
});

test('a request from a source without failures costs strangers no call to the table', async () => {
  const { known, store } = world();
  await known();
  expect([store.reads, store.writes]).toEqual([0, 0]);
});

test('a lock holds to its end when the budget for asking again is used up', async () => {
  const { fail, known, state } = world();
  await fail(5);
  for (let sent = 0; sent < COUNTS_BURST; sent += 1) await fail(1, { ...HOME, consumerKey: `key-${sent}` });
  state.now += 10_000;
  for (let sent = 0; sent < 3; sent += 1) await fail(1, { ...HOME, consumerKey: `more-${sent}` });
  expect(await known()).toBe(LOCKED_UNTIL);
});

describe('when a flood has used up the budget of an instance', () => {
  async function flooded() {
    const made = world();
    for (let sent = 0; sent < COUNTS_BURST; sent += 1) await made.fail(1, { ...HOME, consumerKey: `key-${sent}` });
    return { ...made, written: () => made.store.records.get('crm-of-acme 198.51.100.7') };
  }

  test('the instance still locks a source that reaches the limit there', async () => {
    const { fail, known, current, store } = await flooded();
    const { writes } = store;
    expect(await fail(4)).toBeUndefined();
    expect(await known()).toBeUndefined();
    await fail(1);
    expect(await known()).toBe(LOCKED_UNTIL);
    expect(store.writes).toBe(writes);
    expect(await current()).toBe(LOCKED_UNTIL);
  });

  test('the next request after the lock writes it, as soon as the budget allows', async () => {
    const { fail, known, written, state } = await flooded();
    await fail(6);
    state.now += 5_000;
    expect(await known()).toBe(LOCKED_UNTIL + 5);
    expect(written()).toEqual({ failures: 6, locked: true, endsAt: LOCKED_UNTIL + 5 });
  });

  test('failures that are too old are not written any more', async () => {
    const { fail, written, state } = await flooded();
    await fail(4);
    state.now += 600_000;
    await fail();
    expect(written()).toMatchObject({ failures: 1, locked: false });
  });

  test('the next correct request of the same source writes its failures', async () => {
    const { fail, current, written } = await flooded();
    await fail(3);
    await current();
    expect(written()).toMatchObject({ failures: 3 });
  });
});

describe('a flood of other keys and sources', () => {
  const flood = async (fail: (times: number, attempt: typeof OFFICE) => Promise<unknown>, pairs: number) => {
    for (let sent = 0; sent < pairs; sent += 1) await fail(1, { ...HOME, consumerKey: `key-${sent}` });
  };

  test('does not make the requests of a consumer read the table more often', async () => {
    const { current, fail, store } = world();
    await current();
    await flood(fail, 10_001);
    const { reads } = store;
    await current();
    expect(store.reads).toBe(reads);
  });

  test('does not make an instance forget the failures of a source that sent a correct request', async () => {
    const { current, fail, known } = world();
    await current();
    await flood(fail, 100);
    await fail(4);
    await flood(fail, 10_001);
    await fail();
    expect(await known()).toBe(LOCKED_UNTIL);
  });

  test('makes an instance forget a lock only after 10,000 other pairs', async () => {
    const { fail, known } = world();
    await fail(5);
    await flood(fail, 9_999);
    expect(await known()).toBe(LOCKED_UNTIL);
  });
});

test('failures that a lock refused do not count after its end', async () => {
  const { fail, instance, known, state } = world();
  await fail(5);
  const other = instance();
  await other.fail();
  state.now += 1_800_000;
  await other.fail(4);
  expect([await other.known(), await known()]).toEqual([undefined, undefined]);
});

test('a clock that goes back does not make an old record count as new', async () => {
  const { current, instance, state } = world();
  await current();
  await instance().fail(5);
  state.now -= 1;
  expect(await current()).toBe(LOCKED_UNTIL);
});

test('failures beyond the budget are counted together by the next count', async () => {
  const { fail, known, state, store } = world();
  for (let sent = 0; sent < COUNTS_BURST; sent += 1) await fail(1, { ...HOME, consumerKey: `key-${sent}` });
  await fail(4);
  expect(store.records.has('crm-of-acme 198.51.100.7')).toBe(false);
  state.now += 5_000;
  await fail();
  expect(await known()).toBe(LOCKED_UNTIL + 5);
});

describe('while the table is down', () => {
  test('a source without failures is not locked, and the error is reported', async () => {
    const { current, store, state } = world();
    store.down = 'reads';
    expect(await current()).toBeUndefined();
    expect(state.errors).toEqual([expect.any(RangeError)]);
  });

  test('an authenticated request waits for it once in ten seconds', async () => {
    const { current, store } = world();
    store.down = 'reads';
    await current();
    await current();
    expect(store.reads).toBe(1);
  });

  test('an instance locks for the failures that it counted itself', async () => {
    const { fail, known, current, store, state } = world();
    store.down = 'reads';
    await fail(4);
    expect(await known()).toBeUndefined();
    await fail();
    expect([await known(), await current()]).toEqual([LOCKED_UNTIL, LOCKED_UNTIL]);
    state.now += 1_800_000;
    expect([await known(), await current()]).toEqual([undefined, undefined]);
  });

  test('a known lock holds', async () => {
    const { fail, known, current, store, state } = world();
    await fail(5);
    store.down = 'reads';
    state.now += 10_000;
    expect([await known(), await current()]).toEqual([LOCKED_UNTIL, LOCKED_UNTIL]);
  });

  test.each(['reads', 'writes'] as const)('failures are kept until %s succeed again', async (down) => {
    const { fail, known, store, state } = world();
    store.down = down;
    expect(await fail(4)).toBeUndefined();
    expect(state.errors).toHaveLength(4);
    store.down = 'no';
    await fail();
    expect(await known()).toBe(LOCKED_UNTIL);
  });
});

describe('a flood of 10,000 requests per second with random keys and sources', () => {
  const INSTANCES = 200;
  const SECONDS = 15;

  test(`makes each of ${INSTANCES} instances write ${COUNTS_BURST} counts, and then one in ${1 / COUNTS_PER_SECOND} seconds`, async () => {
    const { store, state, instance } = world();
    const instances = Array.from({ length: INSTANCES }, instance);
    for (let sent = 0; sent < SECONDS * 10_000; sent += 1) {
      state.now = START + sent / 10;
      const attempt = {
        consumerKey: `key-${sent}`,
        source: `2001:db8:${(sent >> 16).toString(16)}:${sent & 0xffff}::/64`,
      };
      const { known, fail } = instances[sent % INSTANCES]!;
      await known(attempt);
      await fail(1, attempt);
    }
    expect(store.writes).toBe(INSTANCES * (COUNTS_BURST + COUNTS_PER_SECOND * SECONDS - 1));
    expect(store.reads).toBe(store.writes);
  });
});

test('no source is locked out without the declared number of failures of its own', async () => {
  const sources = ['198.51.100.1', '198.51.100.2', '198.51.100.3'];
  const event = fc.record({ source: fc.constantFrom(...sources), instance: fc.nat(2), waitMs: fc.nat(90_000) });
  await fc.assert(
    fc.asyncProperty(fc.array(event, { maxLength: 60 }), async (events) => {
      const { state, instance } = world();
      const instances = [instance(), instance(), instance()];
      const failures = new Map<string, number[]>();
      for (const { source, instance: index, waitMs } of events) {
        state.now += waitMs;
        const attempt = { consumerKey: 'crm-of-acme', source };
        const own = failures.get(source) ?? [];
        const lockedUntil = (await instances[index]!.known(attempt)) ?? (await instances[index]!.current(attempt));
        // A lock of thirty minutes was made by five failures of at most ten minutes.
        const recent = own.filter((at) => at > state.now - (30 + 10) * 60_000);
        expect(lockedUntil === undefined || recent.length >= 5).toBe(true);
        failures.set(source, [...own, state.now]);
        await instances[index]!.fail(1, attempt);
      }
    }),
  );
});
