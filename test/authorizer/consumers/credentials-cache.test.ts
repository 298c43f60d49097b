import { BoundedMap } from '../../../lambda/authorizer/consumers/bounded-map';
import { type Knowledge, readConsumer } from '../../../lambda/authorizer/consumers/consumer';
import {
  credentialsCache,
  type CredentialsCacheOptions,
  type Verify,
} from '../../../lambda/authorizer/consumers/credentials-cache';
import { AuthorizerUnavailableError } from '../../../lambda/authorizer/faults';
import { MalformedDocumentError } from '../../../lambda/authorizer/consumers/malformed-document';
import { tokenBucket } from '../../../lambda/authorizer/consumers/token-bucket';
import { credentialsDocument } from '../support/documents';

const KNOWN: Knowledge = {
  kind: 'known',
  consumer: readConsumer('crm-of-acme', JSON.stringify(credentialsDocument())),
};
const UNKNOWN: Knowledge = { kind: 'unknown' };
const MALFORMED: Knowledge = {
  kind: 'malformed',
  problem: new MalformedDocumentError('tier', 'a text'),
  secrets: [],
};
const DOWN = new AuthorizerUnavailableError('credentials_unavailable');

/** A cache of 60 s with 900 s of grace, over a source and a clock that the test moves. */
function world(options: Partial<CredentialsCacheOptions> = {}) {
  const state = { now: 1_000_000, answer: KNOWN as Knowledge | Error, lookUps: [] as string[] };
  const cache = credentialsCache({
    clock: () => state.now,
    pause: async () => {},
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
      /** A request with the consumer's signature, which is nobody's for an unknown key. */
      right: (consumerKey: string) => cache.find(consumerKey, RIGHT),
      wrong: (consumerKey: string) => cache.find(consumerKey, WRONG),
      find: (consumerKey: string, verify: Verify) => cache.find(consumerKey, verify),
    },
  };
}

const RIGHT: Verify = ({ kind }) => (kind === 'known' ? 'verified' : 'mismatch');
const WRONG: Verify = () => 'mismatch';

describe('a right signature', () => {
  test('looks its consumer up once and then uses what is known', async () => {
    const { cache, state } = world();
    expect(await cache.right('a')).toEqual({ knowledge: KNOWN, provenance: 'looked_up', signature: 'verified' });
    state.now += 59_999;
    expect(await cache.right('a')).toEqual({ knowledge: KNOWN, provenance: 'cached', signature: 'verified' });
    expect(state.lookUps).toEqual(['a']);
  });

  test('looks its consumer up again once the time is over', async () => {
    const { cache, state } = world();
    await cache.right('a');
    state.now += 60_000;
    expect((await cache.right('a')).provenance).toBe('looked_up');
    expect(state.lookUps).toHaveLength(2);
  });

  test('sees a consumer that was onboarded, and one that was offboarded', async () => {
    const { cache, state } = world();
    for (const answer of [UNKNOWN, KNOWN, UNKNOWN]) {
      state.answer = answer;
      state.now += 60_000;
      expect((await cache.right('a')).knowledge).toBe(answer);
      expect((await cache.right('a')).knowledge).toBe(answer);
    }
  });

  test('that no longer verifies by newer knowledge is told so', async () => {
    const { cache, state } = world();
    await cache.right('a');
    state.now += 60_000;
    const onlyBefore = jest
      .fn<'verified' | 'mismatch', []>()
      .mockReturnValueOnce('verified')
      .mockReturnValue('mismatch');
    expect(await cache.find('a', onlyBefore)).toMatchObject({ provenance: 'looked_up', signature: 'mismatch' });
  });

  test('makes one look-up for all requests that wait for it', async () => {
    const { cache, state } = world();
    const held = await Promise.all(Array.from({ length: 50 }, () => cache.right('a')));
    expect(new Set(held.map(({ provenance }) => provenance))).toEqual(new Set(['looked_up']));
    expect(state.lookUps).toHaveLength(1);
  });
});

describe('a malformed document', () => {
  test('costs a look-up, and then one in five seconds, whatever the signature', async () => {
    const { cache, state } = world();
    state.answer = MALFORMED;
    const provenances = [];
    for (const wait of [0, 4_999, 1]) {
      state.now += wait;
      provenances.push((await cache.find('a', () => 'verified')).provenance);
    }
    expect(provenances).toEqual(['looked_up', 'cached', 'looked_up']);
  });

  test('that was mended is noticed', async () => {
    const { cache, state } = world();
    state.answer = MALFORMED;
    await cache.find('a', () => 'verified');
    state.answer = KNOWN;
    state.now += 5_000;
    expect((await cache.right('a')).knowledge).toBe(KNOWN);
  });
});

test('two thousand consumers are remembered', async () => {
  const { cache, state } = world({ cacheSeconds: 999_999 });
  const keys = Array.from({ length: 2000 }, (_, index) => `consumer-${index}`);
  for (const key of [...keys, ...keys]) {
    // So that there are look-ups enough.
    state.now += 50;
    await cache.right(key);
  }
  expect(state.lookUps).toHaveLength(2000);
});

describe('during an outage', () => {
  test('a known consumer is served past its time, with one try in five seconds', async () => {
    const { cache, state } = world();
    await cache.right('a');
    state.answer = DOWN;
    state.now += 60_000;
    expect(await cache.right('a')).toEqual({ knowledge: KNOWN, provenance: 'stale', signature: 'verified' });
    state.now += 4_999;
    expect((await cache.right('a')).provenance).toBe('stale');
    expect(state.lookUps).toHaveLength(2);
    state.now += 1;
    expect((await cache.right('a')).provenance).toBe('stale');
    expect(state.lookUps).toHaveLength(3);
  });

  test('a known consumer is served until the grace is over, and then fails, still with one try in five seconds', async () => {
    const { cache, state } = world();
    await cache.right('a');
    state.answer = DOWN;
    state.now += 959_999;
    expect((await cache.right('a')).provenance).toBe('stale');
    state.now += 5_000;
    await expect(cache.right('a')).rejects.toBe(DOWN);
    await expect(cache.right('a')).rejects.toMatchObject({ fault: 'credentials_unavailable' });
    expect(state.lookUps).toHaveLength(3);
  });

  test('recovery is noticed after five seconds', async () => {
    const { cache, state } = world();
    await cache.right('a');
    state.now += 60_000;
    state.answer = DOWN;
    await cache.right('a');
    state.answer = KNOWN;
    state.now += 5_000;
    expect((await cache.right('a')).provenance).toBe('looked_up');
  });

  test("a consumer's own requests do not change what a wrong signature costs", async () => {
    const { cache, state } = world();
    await cache.right('a');
    state.now += 60_000;
    state.answer = DOWN;
    await cache.right('a');
    await expect(cache.wrong('a')).rejects.toBe(DOWN);
    await expect(cache.wrong('b')).rejects.toBe(DOWN);
    expect(state.lookUps.slice(2)).toEqual(['a', 'b']);
  });
});

/** Everything that may be remembered of a key before a wrong signature comes. */
const STATES: Readonly<Record<string, readonly [answer: Knowledge, before: (world_: World) => Promise<unknown>]>> = {
  'known and held': [KNOWN, ({ cache }) => cache.right('a')],
  'known and expired': [KNOWN, ({ cache, state }) => cache.right('a').then(() => (state.now += 60_000))],
  'known and not held': [KNOWN, async () => {}],
  unknown: [UNKNOWN, async () => {}],
  'unknown and held': [UNKNOWN, ({ cache, state }) => cache.wrong('a').then(() => (state.now += 5_000))],
  'unknown and expired': [UNKNOWN, ({ cache, state }) => cache.wrong('a').then(() => (state.now += 60_000))],
};
type World = ReturnType<typeof world>;

describe.each(Object.entries(STATES))('a wrong signature of a key that is %s', (_, [answer, before]) => {
  async function prepared() {
    const made = world();
    made.state.answer = answer;
    await before(made);
    made.state.lookUps.length = 0;
    return made;
  }

  test('costs a look-up, and then one in five seconds', async () => {
    const { cache, state } = await prepared();
    const lookUps = [];
    for (const wait of [0, 0, 4_999, 1, 0]) {
      state.now += wait;
      expect(await cache.wrong('a')).toMatchObject({ knowledge: answer, signature: 'mismatch' });
      lookUps.push(state.lookUps.length);
    }
    expect(lookUps).toEqual([1, 1, 1, 2, 2]);
  });

  test('fails while look-ups fail, with one try in five seconds', async () => {
    const { cache, state } = await prepared();
    state.answer = DOWN;
    await expect(cache.wrong('a')).rejects.toBe(DOWN);
    state.now += 4_999;
    await expect(cache.wrong('a')).rejects.toMatchObject({ fault: 'credentials_unavailable' });
    expect(state.lookUps).toHaveLength(1);
    state.now += 1;
    await expect(cache.wrong('a')).rejects.toBe(DOWN);
    expect(state.lookUps).toHaveLength(2);
  });

  test('fails while others use up the look-ups, now and at the next try', async () => {
    const { cache, state } = await prepared();
    state.answer = UNKNOWN;
    await exhaust(cache);
    state.answer = answer;
    await expect(cache.wrong('a')).rejects.toMatchObject({ fault: 'credentials_lookups_exhausted' });
    await expect(cache.wrong('a')).rejects.toMatchObject({ fault: 'credentials_lookups_exhausted' });
  });

  test('is compared at least once before any look-up', async () => {
    const { cache, state } = await prepared();
    const verify = jest.fn<'mismatch', []>(() => 'mismatch');
    await cache.find('a', verify);
    expect(verify).toHaveBeenCalledTimes(2);
    expect(state.lookUps).toHaveLength(1);
  });
});

test('the cooldown of one key is not that of another', async () => {
  const { cache, state } = world();
  await cache.wrong('a');
  await cache.wrong('b');
  expect(state.lookUps).toEqual(['a', 'b']);
});

test('a look-up by age does not end the cooldown', async () => {
  const { cache, state } = world({ cacheSeconds: 1 });
  await cache.wrong('a');
  state.now += 1_000;
  await cache.right('a');
  await cache.wrong('a');
  expect(state.lookUps).toHaveLength(2);
});

test('knowledge past its time does not end the cooldown either', async () => {
  const { cache, state } = world({ cacheSeconds: 1 });
  await cache.wrong('a');
  state.now += 4_999;
  await cache.wrong('a');
  expect(state.lookUps).toHaveLength(1);
});

type Cache = World['cache'];
let probes = 0;
async function probe(cache: Cache, count: number) {
  for (let sent = 0; sent < count; sent += 1) await cache.wrong(`probe-${++probes}`);
}
async function exhaust(cache: Cache) {
  const error: unknown = await probe(cache, 1001).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ fault: 'credentials_lookups_exhausted' });
}

describe('unknown keys', () => {
  function worldOfUnknown(options?: Partial<CredentialsCacheOptions>) {
    const made = world(options);
    made.state.answer = UNKNOWN;
    return made;
  }

  test('cost a bounded rate of look-ups; over it nobody is told to be unknown', async () => {
    const { cache, state } = worldOfUnknown();
    await probe(cache, 1000);
    await exhaust(cache);
    state.now += 1_000;
    await probe(cache, 20);
    await exhaust(cache);
    expect(state.lookUps).toHaveLength(1020);
  });

  test('do not keep a known consumer from being looked up again', async () => {
    const { cache, state } = world();
    await cache.right('crm');
    state.now += 60_000;
    state.answer = UNKNOWN;
    await exhaust(cache);
    state.answer = KNOWN;
    expect((await cache.right('crm')).provenance).toBe('looked_up');
  });

  test('do not keep a new secret of a consumer from working at once', async () => {
    const { cache, state } = world();
    await cache.right('crm');
    state.answer = UNKNOWN;
    await exhaust(cache);
    state.answer = KNOWN;
    const onlyNew = jest.fn<'verified' | 'mismatch', []>().mockReturnValueOnce('mismatch').mockReturnValue('verified');
    expect(await cache.find('crm', onlyNew)).toMatchObject({ provenance: 'looked_up', signature: 'verified' });
  });

  test('cannot use up more than the reserve of the keys that are held', async () => {
    const { cache, state } = worldOfUnknown();
    await probe(cache, 400);
    state.now += 5_000;
    const held = Array.from({ length: 150 }, (_, index) => `probe-${probes - index}`);
    await exhaust(cache);
    const before = state.lookUps.length;
    await Promise.allSettled(held.map((key) => cache.wrong(key)));
    expect(state.lookUps).toHaveLength(before + 100);
  });

  test('that are refused without a look-up wait as long as the last one took', async () => {
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
    await exhaust(cache);
    expect(clocked.lookUps).toBe(1000);
    expect(pauses).toEqual([7]);
  });

  test('that are refused without a look-up wait as long as one took that failed', async () => {
    const pauses: number[] = [];
    const clocked = { now: 1_000_000 };
    const { cache } = world({
      clock: () => clocked.now,
      pause: async (milliseconds) => void pauses.push(milliseconds),
      lookUp: async () => {
        clocked.now += 20;
        throw DOWN;
      },
    });
    // In 20 ms two fifths of a look-up come back.
    for (let sent = 0; sent < 1700; sent += 1) await cache.wrong(`down-${sent}`).catch(() => undefined);
    expect(new Set(pauses)).toEqual(new Set([20]));
  });

  test('do not push a known consumer out of the cache', async () => {
    const { cache, state } = world();
    await cache.right('crm');
    state.answer = UNKNOWN;
    for (let round = 0; round < 3; round += 1) {
      await probe(cache, 900);
      state.now += 50_000;
    }
    state.answer = DOWN;
    expect((await cache.right('crm')).provenance).toBe('stale');
  });

  test('are forgotten, the oldest first, once there are a thousand', async () => {
    const { cache, state } = worldOfUnknown({ cacheSeconds: 999_999 });
    const first = probes + 1;
    await probe(cache, 1000);
    state.now += 1_000;
    await cache.wrong('one more');
    const before = state.lookUps.length;
    await cache.wrong(`probe-${first + 1}`);
    expect(state.lookUps).toHaveLength(before);
    await cache.wrong(`probe-${first}`);
    expect(state.lookUps).toHaveLength(before + 1);
  });

  test('that wait for one look-up use up one', async () => {
    const { cache, state } = worldOfUnknown();
    await Promise.all(Array.from({ length: 1001 }, () => cache.wrong('probe')));
    await expect(cache.wrong('other')).resolves.toBeDefined();
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

test('the grace ends at its last millisecond', async () => {
  const { cache, state } = world();
  await cache.right('a');
  state.answer = DOWN;
  state.now += 960_000;
  await expect(cache.right('a')).rejects.toBe(DOWN);
});
