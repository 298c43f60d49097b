import { signingKeys } from '../../../lambda/authorizer/bearer/signing-keys';
import { jwksOf, ProviderKey } from '../support/identity-provider';

const OLD = new ProviderKey('old');
const NEW = new ProviderKey('new');
const MINUTE = 60_000;

/** The keys of one function instance, and the identity provider that it asks. */
class World {
  nowMs = 1_000_000;
  fetches = 0;
  answer: () => Promise<string> = () => jwksOf(OLD);
  readonly keys = signingKeys({
    fetchJwks: () => {
      this.fetches += 1;
      return this.answer();
    },
    clock: () => this.nowMs,
    outageGraceSeconds: 900,
  });

  async find(keyId: string): Promise<string> {
    try {
      const key = await this.keys.find({ algorithm: 'ES256', keyId });
      return typeof key === 'string' ? key : 'found';
    } catch (error) {
      return (error as { fault: string }).fault;
    }
  }

  fail(): void {
    this.answer = () => Promise.reject(new Error('down'));
  }
}

async function warm(): Promise<World> {
  const world = new World();
  await world.find('old');
  return world;
}

test('any number of requests at once share one fetch', async () => {
  const world = new World();
  expect(new Set(await Promise.all(Array.from({ length: 50 }, () => world.find('old'))))).toEqual(new Set(['found']));
  expect(world.fetches).toBe(1);
});

test('keys younger than five minutes are not fetched again', async () => {
  const world = await warm();
  world.nowMs += 5 * MINUTE - 1;
  expect(await world.find('old')).toBe('found');
  expect(world.fetches).toBe(1);
});

test('from five minutes on, keys are fetched ahead, and no request waits for it', async () => {
  const world = await warm();
  world.nowMs += 5 * MINUTE;
  world.answer = () => new Promise(() => undefined);
  expect(await world.find('old')).toBe('found');
  expect(await world.find('old')).toBe('found');
  expect(world.fetches).toBe(2);
});

test('keys that were fetched ahead replace the former, and are young again', async () => {
  const world = await warm();
  world.nowMs += 5 * MINUTE;
  world.answer = () => jwksOf(NEW);
  await world.find('old');
  await new Promise((settled) => void setImmediate(settled));
  world.nowMs += 5 * MINUTE - 1;
  expect(await world.find('new')).toBe('found');
  expect(world.fetches).toBe(2);
});

test('an outage has the error of the fetch as its cause', async () => {
  const world = new World();
  world.fail();
  await expect(world.keys.find({ algorithm: 'ES256', keyId: 'old' })).rejects.toMatchObject({
    cause: { message: 'down' },
  });
});

test('a fetch ahead that fails is noticed by no request', async () => {
  const world = await warm();
  world.nowMs += 9 * MINUTE;
  world.fail();
  expect(await world.find('old')).toBe('found');
  await new Promise((settled) => void setImmediate(settled));
  expect(await world.find('old')).toBe('found');
});

test('from ten minutes on, a key that the provider has withdrawn is not accepted', async () => {
  const world = await warm();
  world.answer = () => jwksOf(NEW);
  world.nowMs += 10 * MINUTE;
  expect(await world.find('old')).toBe('unknown');
});

test('while the provider does not answer, the last good keys are used for the time of grace', async () => {
  const world = await warm();
  world.fail();
  world.nowMs += 10 * MINUTE + 899_999;
  expect(await world.find('old')).toBe('found');
  world.nowMs += 1;
  expect(await world.find('old')).toBe('identity_provider_unavailable');
});

test('an answer that is not a key set counts as none, and replaces no good keys', async () => {
  const world = await warm();
  world.answer = async () => '<html>Sign in</html>';
  world.nowMs += 10 * MINUTE;
  expect(await world.find('old')).toBe('found');
});

test('without any keys, a failure is an outage, and is retried after five seconds', async () => {
  const world = new World();
  world.fail();
  expect(await world.find('old')).toBe('identity_provider_unavailable');
  world.answer = () => jwksOf(OLD);
  world.nowMs += 4999;
  expect(await world.find('old')).toBe('identity_provider_unavailable');
  expect(world.fetches).toBe(1);
  world.nowMs += 1;
  expect(await world.find('old')).toBe('found');
});

test('a rotated key is found by one fetch', async () => {
  const world = await warm();
  world.answer = () => jwksOf(OLD, NEW);
  world.nowMs += 30_000;
  expect(await world.find('new')).toBe('found');
  expect(world.fetches).toBe(2);
});

test('a flood of unknown keys causes one fetch in thirty seconds', async () => {
  const world = await warm();
  for (let second = 1; second <= 120; second += 1) {
    world.nowMs += 1000;
    const flood = Array.from({ length: 20 }, (_, index) => world.find(`${second}-${index}`));
    expect(new Set(await Promise.all(flood))).toEqual(new Set(['unknown']));
  }
  expect(world.fetches).toBe(1 + 4);
});

test('a flood of unknown keys causes no more fetches while the provider fails, and hinders no known key', async () => {
  const world = await warm();
  world.fail();
  for (let second = 1; second <= 120; second += 1) {
    world.nowMs += 1000;
    await world.find(`unknown-${second}`);
    expect(await world.find('old')).toBe('found');
  }
  expect(world.fetches).toBe(1 + 4);
});

test('an unknown key is an outage, not a refusal, if the fetch for it failed', async () => {
  const world = await warm();
  world.fail();
  world.nowMs += 30_000;
  expect(await world.find('new')).toBe('identity_provider_unavailable');
  world.nowMs += 1000;
  expect(await world.find('new')).toBe('identity_provider_unavailable');
});

test('an unknown key waits for a fetch that runs already', async () => {
  const world = await warm();
  let answer: (text: string) => void = () => undefined;
  world.answer = () => new Promise((resolve) => (answer = resolve));
  world.nowMs += 5 * MINUTE;
  await world.find('old');
  const found = world.find('new');
  answer(await jwksOf(NEW));
  expect(await found).toBe('found');
  expect(world.fetches).toBe(2);
});

test('an unknown key is refused again once a fetch has succeeded', async () => {
  const world = await warm();
  world.fail();
  world.nowMs += 30_000;
  await world.find('new');
  world.answer = () => jwksOf(OLD);
  world.nowMs += 30_000;
  expect([await world.find('new'), await world.find('new')]).toEqual(['unknown', 'unknown']);
});

test.each([
  [3000, 2],
  [3001, 3],
])('a fetch that fails after %d ms leaves %d fetches after the next request', async (took, fetches) => {
  const world = await warm();
  let fail: (error: Error) => void = () => undefined;
  world.answer = () => new Promise((_, reject) => (fail = reject));
  world.nowMs += 5 * MINUTE;
  await world.find('old');
  world.nowMs += took;
  fail(new Error('down'));
  await new Promise((settled) => void setImmediate(settled));
  await world.find('old');
  expect(world.fetches).toBe(fetches);
});

test('a fetch that a freeze interrupted is not joined, and its failure does not delay the next', async () => {
  const world = await warm();
  let thaw: (error: Error) => void = () => undefined;
  world.answer = () => new Promise((_, reject) => (thaw = reject));
  world.nowMs += 5 * MINUTE;
  await world.find('old');
  world.nowMs += 60 * MINUTE;
  thaw(new Error('AttemptTimeout'));
  world.answer = () => jwksOf(NEW);
  expect(await world.find('new')).toBe('found');
});

test('the answer of a fetch that was overtaken does not replace newer keys', async () => {
  const world = await warm();
  let thaw: (text: string) => void = () => undefined;
  world.answer = () => new Promise((resolve) => (thaw = resolve));
  world.nowMs += 5 * MINUTE;
  await world.find('old');
  world.nowMs += 60 * MINUTE;
  world.answer = () => jwksOf(NEW);
  expect(await world.find('new')).toBe('found');
  const { fetches } = world;
  thaw(await jwksOf(OLD));
  await new Promise((settled) => void setImmediate(settled));
  expect(await world.find('new')).toBe('found');
  expect(world.fetches).toBe(fetches);
});
