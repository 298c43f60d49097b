import { assert, asyncProperty, integer, pre } from 'fast-check';
import { shedLoad } from '../../../lambda/authorizer/shedding/shed-load';

const consumer = { consumerKey: 'crm-of-acme', reseller: 'acme', tier: 'gold' };
const monitorAt = (from?: number, fault?: string) => ({
  refresh: () => {},
  level: async () => (from === undefined ? undefined : { from, untilMs: Infinity }),
  fault: () => fault,
});

test.each([
  [6, 'served'],
  [7, 'shed'],
  [9, 'shed'],
])('with the level 7 a tier of priority %s is %s', async (priority, outcome) => {
  const shed = await shedLoad(consumer, { monitor: monitorAt(7), priorities: { gold: priority } }, {});
  expect(shed ? 'shed' : 'served').toBe(outcome);
});

test('a tier without a priority has 5', async () => {
  const priorities = { silver: 0 };
  expect(await shedLoad(consumer, { monitor: monitorAt(6), priorities }, {})).toBeUndefined();
  expect(await shedLoad(consumer, { monitor: monitorAt(5), priorities }, {})).toMatchObject({ effect: 'shed' });
});

test('a tier that is named like a member of every object has 5', async () => {
  const odd = { ...consumer, tier: 'constructor' };
  expect(await shedLoad(odd, { monitor: monitorAt(6), priorities: {} }, {})).toBeUndefined();
  expect(await shedLoad(odd, { monitor: monitorAt(5), priorities: {} }, {})).toMatchObject({ effect: 'shed' });
});

test('without a level every tier is served', async () => {
  expect(await shedLoad(consumer, { monitor: monitorAt(), priorities: { gold: 9 } }, {})).toBeUndefined();
});

test('a shed request names only the identity of its consumer', async () => {
  const known = { ...consumer, apiKeyValue: 'secret' };
  expect(await shedLoad(known, { monitor: monitorAt(0), priorities: {} }, {})).toEqual({
    effect: 'shed',
    reason: 'platform_busy',
    consumer,
  });
});

test('a level that cannot be read is noted for the log', async () => {
  const trace = {};
  await shedLoad(consumer, { monitor: monitorAt(undefined, 'AccessDeniedException'), priorities: {} }, trace);
  expect(trace).toEqual({ sheddingFault: 'AccessDeniedException' });
});

test('a level that was read leaves nothing in the log', async () => {
  const trace = {};
  await shedLoad(consumer, { monitor: monitorAt(7), priorities: {} }, trace);
  expect(Object.keys(trace)).toEqual([]);
});

test('a tier of better priority is never shed while a worse one is served', async () => {
  const number = integer({ min: 0, max: 9 });
  await assert(
    asyncProperty(number, number, number, async (from, better, worse) => {
      pre(better < worse);
      const outcome = async (priority: number) =>
        (await shedLoad(consumer, { monitor: monitorAt(from), priorities: { gold: priority } }, {})) !== undefined;
      expect((await outcome(better)) && !(await outcome(worse))).toBe(false);
    }),
  );
});
