import { strictestLevel } from '../../../lambda/authorizer/contract';
import { BusyPlatform } from '../support/busy-platform';

const AUTOMATIC = {
  from: 6,
  serverErrorPercent: 30,
  latencyMilliseconds: 4000,
  busyMinutes: 2,
  ofMinutes: 4,
  holdMinutes: 7,
};
const CALM = { requests: 400, failures: 8, slow: 3 };
const FAILING = { requests: 400, failures: 130, slow: 3 };
const SLOW = { requests: 400, failures: 8, slow: 25 };
const BOTH = { requests: 400, failures: 130, slow: 25 };

let platform: BusyPlatform;
beforeEach(async () => {
  platform = new BusyPlatform(AUTOMATIC);
  await platform.open();
});
afterEach(() => platform.close());

/** Minutes for which the level still lasts, as the authorizer sees it; `undefined` when nothing is shed. */
async function lasts(): Promise<number | undefined> {
  const { automatic } = await platform.levels();
  if (!automatic) return undefined;
  expect(automatic.from).toBe(6);
  return (automatic.untilMs - Date.now()) / 60_000;
}

test('a calm platform sheds nothing', async () => {
  await platform.pass(10, CALM);
  expect([platform.started, platform.writes]).toEqual([0, 0]);
});

test.each([
  ['failures', FAILING],
  ['slow answers', SLOW],
  ['both', BOTH],
])('%s shed load after the busy minutes, as the authorizer reads it', async (_, traffic) => {
  await platform.pass(1, traffic);
  expect(await lasts()).toBeUndefined();
  await platform.pass(1, traffic);
  expect(await lasts()).toBe(7);
});

test.each([
  ['29 % of failures', { requests: 400, failures: 119 }],
  ['a 95th percentile just below the latency', { requests: 400, slow: 20 }],
  ['few requests, all failed', { requests: 19, failures: 19 }],
  ['no traffic', { requests: 0 }],
])('%s: the UI nodes are not busy', async (_, traffic) => {
  await platform.pass(6, traffic);
  expect(platform.started).toBe(0);
});

test('busy minutes need not be in a row', async () => {
  await platform.pass(1, FAILING);
  await platform.pass(2, CALM);
  await platform.pass(1, SLOW);
  expect(await lasts()).toBe(7);
});

test('one trouble may replace the other: the level goes on, by one execution', async () => {
  await platform.pass(3, FAILING);
  await platform.pass(3, BOTH);
  await platform.pass(30, SLOW);
  expect(await lasts()).toBe(7);
  expect([platform.started, platform.executions]).toEqual([1, 1]);
});

test('the level goes on after the alarm has ended, and then ends by itself', async () => {
  await platform.pass(5, FAILING);
  // Two of the last four minutes are busy until the third calm one.
  await platform.pass(2, CALM);
  expect(platform.alarmState).toBe('ALARM');
  await platform.pass(1, CALM);
  expect(platform.alarmState).toBe('OK');
  expect(await lasts()).toBe(7);
  await platform.pass(6, CALM);
  expect(await lasts()).toBe(1);
  await platform.pass(1, CALM);
  expect(await lasts()).toBeUndefined();
  expect(platform.executions).toBe(0);
});

test('trouble that returns sheds load again, by a new execution', async () => {
  await platform.pass(4, FAILING);
  await platform.pass(20, CALM);
  expect(await lasts()).toBeUndefined();
  await platform.pass(2, SLOW);
  expect(await lasts()).toBe(7);
  expect(platform.started).toBe(2);
});

test('an alarm that is back before anyone looked leads to two executions, which end together', async () => {
  await platform.pass(2, FAILING);
  await platform.become('OK');
  await platform.become('ALARM');
  expect([platform.started, platform.executions]).toEqual([2, 2]);
  await platform.pass(3, FAILING);
  expect(await lasts()).toBe(7);
  await platform.pass(4, CALM);
  expect(platform.executions).toBe(0);
});

test.each(['OK', 'INSUFFICIENT_DATA'])('an alarm that becomes %s starts nothing', async (state) => {
  platform.alarmState = 'elsewhere';
  await platform.become(state);
  expect(platform.started).toBe(0);
});

test.each([
  ['lacks data', 'INSUFFICIENT_DATA'],
  ['is deleted', undefined],
])('the level is not renewed once the alarm %s', async (_, state) => {
  await platform.pass(2, FAILING);
  platform.alarmState = state;
  await platform.wait(1);
  expect([platform.executions, await lasts()]).toEqual([0, 6]);
});

test('a throttled write is tried again', async () => {
  platform.failures.push('DynamoDb.ProvisionedThroughputExceededException', 'DynamoDb.InternalServerErrorException');
  await platform.pass(2, FAILING);
  await platform.pass(1, FAILING);
  expect(await lasts()).toBeGreaterThan(6);
});

describe('an operator', () => {
  const inMinutes = (minutes: number) => Date.now() + minutes * 60_000;

  test('pauses it: no level while the pause lasts, one again when it ends and the alarm does not', async () => {
    await platform.pass(3, FAILING);
    await platform.operator.stop('unit', { untilMs: inMinutes(15) });
    expect(await platform.levels()).toEqual({});
    for (let minute = 0; minute < 14; minute += 1) {
      await platform.pass(1, FAILING);
      expect(await platform.levels()).toEqual({});
    }
    await platform.pass(2, FAILING);
    expect(await lasts()).toBeGreaterThan(6);
    expect([platform.started, platform.executions]).toEqual([1, 1]);
  });

  test('pauses it before the alarm fires: the execution waits for the end', async () => {
    await platform.operator.stop('unit', { untilMs: inMinutes(6) });
    await platform.pass(5, FAILING);
    expect([platform.started, await lasts()]).toEqual([1, undefined]);
    await platform.pass(2, FAILING);
    expect(await lasts()).toBe(7);
  });

  test('ends a level by hand without a pause: the automatic one stays', async () => {
    await platform.pass(3, FAILING);
    await platform.operator.set('unit', { from: 2, untilMs: inMinutes(5) }, undefined);
    await platform.operator.stop('unit', undefined);
    expect(Object.keys(await platform.levels())).toEqual(['automatic']);
  });

  test('sets a level of their own: the stricter one holds, and neither changes the other', async () => {
    await platform.operator.set('unit', { from: 2, untilMs: inMinutes(5) }, 'arn:aws:iam::111122223333:user/jane');
    await platform.pass(3, FAILING);
    const levels = await platform.levels();
    expect(levels).toMatchObject({ manual: { from: 2 }, automatic: { from: 6 } });
    expect(strictestLevel(levels, Date.now())?.from).toBe(2);
    await platform.pass(3, FAILING);
    expect(strictestLevel(await platform.levels(), Date.now())?.from).toBe(6);
    expect(await platform.operator.read('unit', new Date())).not.toHaveProperty('manualBy');
  });
});
