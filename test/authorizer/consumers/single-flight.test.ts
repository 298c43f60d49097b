import { singleFlight } from '../../../lambda/authorizer/consumers/single-flight';

/** Look-ups that end when the test says so. */
function flightsAt(now: number) {
  const time = { now };
  const started: { key: string; end: (value: string) => void; fail: (error: Error) => void }[] = [];
  const flights = singleFlight<string>(
    () => time.now,
    3_000,
    (key) => new Promise((end, fail) => started.push({ key, end, fail })),
  );
  return { time, started, flights };
}

test('requests for one key share a look-up', async () => {
  const { flights, started } = flightsAt(50_000);
  const both = [flights.lookUp('a'), flights.lookUp('a')];
  expect(flights.has('a')).toBe(true);
  started[0]!.end('found');
  expect(await Promise.all(both)).toEqual(['found', 'found']);
  expect(started).toHaveLength(1);
});

test('each key has its own look-up', async () => {
  const { flights, started } = flightsAt(50_000);
  const both = [flights.lookUp('a'), flights.lookUp('b')];
  started[1]!.end('of b');
  started[0]!.end('of a');
  expect(await Promise.all(both)).toEqual(['of a', 'of b']);
});

test.each(['succeeded', 'failed'] as const)('a look-up that %s is not joined', async (how) => {
  const { flights, started } = flightsAt(50_000);
  const first = flights.lookUp('a').catch(() => undefined);
  if (how === 'failed') started[0]!.fail(new Error('down'));
  else started[0]!.end('found');
  await first;
  expect(flights.has('a')).toBe(false);
  void flights.lookUp('a');
  expect(started).toHaveLength(2);
});

test('a look-up that was frozen is not joined, and does not end its successor', async () => {
  const { flights, started, time } = flightsAt(50_000);
  const frozen = flights.lookUp('a');
  time.now += 3_000;
  expect(flights.has('a')).toBe(true);
  time.now += 1;
  expect(flights.has('a')).toBe(false);
  const fresh = flights.lookUp('a');
  started[0]!.end('old');
  expect(await frozen).toBe('old');
  expect(flights.has('a')).toBe(true);
  started[1]!.end('new');
  expect(await fresh).toBe('new');
});
