import * as fc from 'fast-check';
import { COUNTS_BURST } from '../../../lambda/authorizer/lockout/lockout';
import { HOME, LOCKED_UNTIL, lockouts } from '../support/lockouts';

const OTHER_KEY = { consumerKey: 'billing', source: '198.51.100.7' };

test('fewer failures than the limit lock nothing', async () => {
  const { fail, known, current } = lockouts();
  expect(await fail(4)).toBeUndefined();
  expect([await known(), await current()]).toEqual([undefined, undefined]);
});

test('the failure that reaches the limit keeps its own reason, and the next request is locked out', async () => {
  const { fail, known } = lockouts();
  expect(await fail(5)).toBeUndefined();
  expect(await known()).toBe(LOCKED_UNTIL);
});

test('a lock ends by itself', async () => {
  const { fail, known, current, state } = lockouts();
  await fail(5);
  state.now += 1_799_999;
  expect(await known()).toBe(LOCKED_UNTIL);
  state.now += 1;
  expect([await known(), await current()]).toEqual([undefined, undefined]);
});

test('failures that are further apart than the declared time lock nothing', async () => {
  const { fail, known, state } = lockouts();
  await fail(4);
  state.now += 600_000;
  await fail(4);
  expect(await known()).toBeUndefined();
});

test.each([
  ['another source with the same key', HOME],
  ['another key from the same source', OTHER_KEY],
])('%s is not touched', async (_who, attempt) => {
  const { fail, known, current } = lockouts();
  await fail(5);
  expect([await known(attempt), await current(attempt)]).toEqual([undefined, undefined]);
});

test('another instance refuses an authenticated request of a locked source', async () => {
  const { fail, instance } = lockouts();
  await fail(5);
  expect(await instance().current()).toBe(LOCKED_UNTIL);
});

test('another instance answers a failure of a locked source with the lock, and writes nothing', async () => {
  const { fail, instance, store } = lockouts();
  await fail(5);
  const { writes } = store;
  expect(await instance().fail()).toBe(LOCKED_UNTIL);
  expect(store.writes).toBe(writes);
});

test('failures at several instances count together', async () => {
  const { fail, instance, known } = lockouts();
  await instance().fail(2);
  await instance().fail(2);
  await fail(1);
  expect(await known()).toBe(LOCKED_UNTIL);
});

test('a lock by another instance is noticed within ten seconds', async () => {
  const { current, instance, state } = lockouts();
  await current();
  await instance().fail(5);
  state.now += 9_999;
  expect(await current()).toBeUndefined();
  state.now += 1;
  expect(await current()).toBe(LOCKED_UNTIL);
});

test('a removed lock ends within ten seconds', async () => {
  const { fail, known, store, state } = lockouts();
  await fail(5);
  store.records.clear();
  state.now += 9_999;
  expect(await known()).toBe(LOCKED_UNTIL);
  state.now += 1;
  expect(await known()).toBeUndefined();
});

test('a known lock costs no call to the table', async () => {
  const { fail, known, store } = lockouts();
  await fail(5);
  const { reads, writes } = store;
  for (let sent = 0; sent < 100; sent += 1) await known();
  expect([store.reads, store.writes]).toEqual([reads, writes]);
});

test('a request from a source without failures costs strangers no call to the table', async () => {
  const { known, store } = lockouts();
  await known();
  expect([store.reads, store.writes]).toEqual([0, 0]);
});

test('a source with failures, but without a lock, costs strangers no call to the table until the next failure', async () => {
  const { fail, known, store, state } = lockouts();
  await fail(4);
  const { reads } = store;
  state.now += 10_000;
  expect(await known()).toBeUndefined();
  expect(store.reads).toBe(reads);
});

test('a lock holds to its end when the budget for asking again is used up', async () => {
  const { fail, known, state } = lockouts();
  await fail(5);
  for (let sent = 0; sent < COUNTS_BURST; sent += 1) await fail(1, { ...HOME, consumerKey: `key-${sent}` });
  state.now += 10_000;
  for (let sent = 0; sent < 3; sent += 1) await fail(1, { ...HOME, consumerKey: `more-${sent}` });
  expect(await known()).toBe(LOCKED_UNTIL);
});

test('failures that a lock refused do not count after its end', async () => {
  const { fail, instance, known, state } = lockouts();
  await fail(5);
  const other = instance();
  await other.fail();
  state.now += 1_800_000;
  await other.fail(4);
  expect([await other.known(), await known()]).toEqual([undefined, undefined]);
});

test('a clock that goes back does not make an old record count as new', async () => {
  const { current, instance, state } = lockouts();
  await current();
  await instance().fail(5);
  state.now -= 1;
  expect(await current()).toBe(LOCKED_UNTIL);
});

describe('while the table is down', () => {
  test('a source without failures is not locked, and the error is reported', async () => {
    const { current, store, state } = lockouts();
    store.down = 'reads';
    expect(await current()).toBeUndefined();
    expect(state.errors).toEqual([expect.any(RangeError)]);
  });

  test('an authenticated request waits for it once in ten seconds', async () => {
    const { current, store } = lockouts();
    store.down = 'reads';
    await current();
    await current();
    expect(store.reads).toBe(1);
  });

  test('an instance locks for the failures that it counted itself', async () => {
    const { fail, known, current, store, state } = lockouts();
    store.down = 'reads';
    await fail(4);
    expect(await known()).toBeUndefined();
    await fail();
    expect([await known(), await current()]).toEqual([LOCKED_UNTIL, LOCKED_UNTIL]);
    state.now += 1_800_000;
    expect([await known(), await current()]).toEqual([undefined, undefined]);
  });

  test('a known lock holds', async () => {
    const { fail, known, current, store, state } = lockouts();
    await fail(5);
    store.down = 'reads';
    state.now += 10_000;
    expect([await known(), await current()]).toEqual([LOCKED_UNTIL, LOCKED_UNTIL]);
  });

  test.each(['reads', 'writes'] as const)('failures are kept until %s succeed again', async (down) => {
    const { fail, known, store, state } = lockouts();
    store.down = down;
    expect(await fail(4)).toBeUndefined();
    expect(state.errors).toHaveLength(4);
    store.down = 'no';
    await fail();
    expect(await known()).toBe(LOCKED_UNTIL);
  });
});

test('no source is locked out without the declared number of failures of its own', async () => {
  const sources = ['198.51.100.1', '198.51.100.2', '198.51.100.3'];
  const event = fc.record({ source: fc.constantFrom(...sources), instance: fc.nat(2), waitMs: fc.nat(90_000) });
  await fc.assert(
    fc.asyncProperty(fc.array(event, { maxLength: 60 }), async (events) => {
      const { state, instance } = lockouts();
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
