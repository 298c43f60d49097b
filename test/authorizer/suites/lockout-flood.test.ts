import { COUNTS_BURST, COUNTS_PER_SECOND } from '../../../lambda/authorizer/lockout/lockout';
import { HOME, LOCKED_UNTIL, lockouts, START } from '../support/lockouts';

describe('when a flood has used up the budget of an instance', () => {
  async function flooded() {
    const made = lockouts();
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
  const flood = async (fail: (times: number, attempt: typeof HOME) => Promise<unknown>, pairs: number) => {
    for (let sent = 0; sent < pairs; sent += 1) await fail(1, { ...HOME, consumerKey: `key-${sent}` });
  };

  test('does not make the requests of a consumer read the table more often', async () => {
    const { current, fail, store } = lockouts();
    await current();
    await flood(fail, 10_001);
    const { reads } = store;
    await current();
    expect(store.reads).toBe(reads);
  });

  test('does not make an instance forget the failures of a source that sent a correct request', async () => {
    const { current, fail, known } = lockouts();
    await current();
    await flood(fail, 100);
    await fail(4);
    await flood(fail, 10_001);
    await fail();
    expect(await known()).toBe(LOCKED_UNTIL);
  });

  test('makes an instance forget a lock only after 10,000 other pairs', async () => {
    const { fail, known } = lockouts();
    await fail(5);
    await flood(fail, 9_999);
    expect(await known()).toBe(LOCKED_UNTIL);
  });
});

test('failures beyond the budget are counted together by the next count', async () => {
  const { fail, known, state, store } = lockouts();
  for (let sent = 0; sent < COUNTS_BURST; sent += 1) await fail(1, { ...HOME, consumerKey: `key-${sent}` });
  await fail(4);
  expect(store.records.has('crm-of-acme 198.51.100.7')).toBe(false);
  state.now += 5_000;
  await fail();
  expect(await known()).toBe(LOCKED_UNTIL + 5);
});

describe('a flood of 50 requests per second on each instance with random keys and sources', () => {
  const INSTANCES = 10;
  const PER_SECOND = 50 * INSTANCES;
  const SECONDS = 15;

  test(`makes each of ${INSTANCES} instances write ${COUNTS_BURST} counts, and then one in ${1 / COUNTS_PER_SECOND} seconds`, async () => {
    const { store, state, instance } = lockouts();
    const instances = Array.from({ length: INSTANCES }, instance);
    for (let sent = 0; sent < SECONDS * PER_SECOND; sent += 1) {
      state.now = START + (sent * 1000) / PER_SECOND;
      const attempt = {
        consumerKey: `key-${sent}`,
        source: `2001:db8:0:${sent.toString(16)}::/64`,
      };
      const { known, fail } = instances[sent % INSTANCES]!;
      await known(attempt);
      await fail(1, attempt);
    }
    expect(store.writes).toBe(INSTANCES * (COUNTS_BURST + COUNTS_PER_SECOND * SECONDS - 1));
    expect(store.reads).toBe(store.writes);
  });
});
