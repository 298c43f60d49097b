import { array, assert, asyncProperty, boolean, infiniteStream, integer, record } from 'fast-check';
import type { SheddingLevels } from '../../../lambda/authorizer/shedding/shedding-item';
import { sheddingMonitor } from '../../../lambda/authorizer/shedding/shedding-monitor';
import { VirtualTime } from '../support/virtual-time';

const HOUR = 3_600_000;
const shedding = (from: number, untilMs = HOUR): SheddingLevels => ({ manual: { from, untilMs } });

/** A monitor whose reads take `tookMs` and return what `answer` returns then; it may throw. */
function monitorOf(answer: () => SheddingLevels, tookMs: () => number = () => 5) {
  const time = new VirtualTime();
  const startedAt: number[] = [];
  const pauses: number[] = [];
  const monitor = sheddingMonitor({
    clock: time.clock,
    pause: (ms) => (pauses.push(ms), time.pause(ms)),
    read: async () => {
      startedAt.push(time.clock());
      await time.pause(tookMs());
      return answer();
    },
  });
  /** Sends a request at a point in time; resolves to its level and the time that it waited. */
  const request = (at: number) =>
    new Promise<{ readonly from: number | undefined; readonly waitedMs: number }>((answered) => {
      time.at(at, () => {
        monitor.refresh();
        void monitor.level().then((level) => answered({ from: level?.from, waitedMs: time.clock() - at }));
      });
    });
  return { time, monitor, startedAt, pauses, request };
}

test('the first request waits for the level', async () => {
  const { time, request } = monitorOf(() => shedding(7));
  const first = request(1);
  await time.runUntil(1000);
  expect(await first).toEqual({ from: 7, waitedMs: 5 });
});

test('within ten seconds the level is read once, and requests in between do not wait', async () => {
  const { time, startedAt, request } = monitorOf(() => shedding(7));
  const requests = [request(1), request(500), request(10_000), request(10_001)];
  await time.runUntil(20_000);
  expect(await Promise.all(requests)).toEqual([
    { from: 7, waitedMs: 5 },
    { from: 7, waitedMs: 0 },
    { from: 7, waitedMs: 0 },
    { from: 7, waitedMs: 5 },
  ]);
  expect(startedAt).toEqual([1, 10_001]);
});

test('simultaneous requests share one read', async () => {
  const { time, startedAt, request } = monitorOf(() => shedding(7));
  const requests = Array.from({ length: 20 }, () => request(1));
  await time.runUntil(1000);
  expect(new Set((await Promise.all(requests)).map(({ from }) => from))).toEqual(new Set([7]));
  expect(startedAt).toEqual([1]);
});

test('a request waits at most 100 ms for a slow read, which holds for the next one', async () => {
  const { time, request } = monitorOf(
    () => shedding(7),
    () => 1500,
  );
  const requests = [request(1), request(50), request(1600)];
  await time.runUntil(5000);
  expect(await Promise.all(requests)).toEqual([
    { from: undefined, waitedMs: 100 },
    { from: undefined, waitedMs: 51 },
    { from: 7, waitedMs: 0 },
  ]);
});

test('100 ms after the start of a read, a request does not even set a timer', async () => {
  const { time, pauses, request } = monitorOf(
    () => shedding(7),
    () => 1500,
  );
  const requests = [request(1), request(100), request(101)];
  await time.runUntil(5000);
  await Promise.all(requests);
  expect(pauses).toEqual([100, 1]);
});

test('before the first read there is neither a level nor a wait', async () => {
  const { monitor, pauses } = monitorOf(() => shedding(7));
  expect(await monitor.level()).toBeUndefined();
  expect(pauses).toEqual([]);
});

test('while reads fail, the last known level holds until its end', async () => {
  let fails = false;
  const { time, monitor, startedAt, request } = monitorOf(() => {
    if (fails) throw Object.assign(new Error(), { name: 'ThrottlingException' });
    return shedding(7, 60_000);
  });
  const first = request(1);
  await time.runUntil(10);
  fails = true;
  const later = [request(59_000), request(60_000)];
  await time.runUntil(HOUR);
  expect([await first, ...(await Promise.all(later))].map(({ from }) => from)).toEqual([7, 7, undefined]);
  expect(startedAt).toEqual([1, 59_000]);
  expect(monitor.fault()).toBe('ThrottlingException');
});

test('before the first answer nothing is shed', async () => {
  const { time, request } = monitorOf(() => {
    throw new Error('down');
  });
  const first = request(1);
  await time.runUntil(1000);
  expect(await first).toEqual({ from: undefined, waitedMs: 5 });
});

test('a level that was stopped ends with the next read', async () => {
  const answers = [shedding(7), {}];
  const { time, monitor, request } = monitorOf(() => answers.shift()!);
  const requests = [request(1), request(10_001)];
  await time.runUntil(20_000);
  expect((await Promise.all(requests)).map(({ from }) => from)).toEqual([7, undefined]);
  expect(monitor.fault()).toBeUndefined();
});

test('an answer that a frozen instance gets when it thaws does not count', async () => {
  const took = [3000, 5];
  const answers = [shedding(1), shedding(7)];
  const { time, request } = monitorOf(
    () => answers.shift()!,
    () => took.shift()!,
  );
  const requests = [request(1), request(3500), request(10_001)];
  await time.runUntil(20_000);
  expect((await Promise.all(requests)).map(({ from }) => from)).toEqual([undefined, undefined, 7]);
});

test.each([
  [2500, 7],
  [2501, undefined],
])('an answer after %d ms counts as the level %p', async (took, from) => {
  const { time, request } = monitorOf(
    () => shedding(7),
    () => took,
  );
  const requests = [request(1), request(3000)];
  await time.runUntil(5000);
  expect((await Promise.all(requests)).map((answered) => answered.from)).toEqual([undefined, from]);
});

test('an old read that ends after a new one changes nothing', async () => {
  const took = [10_500, 5];
  const { time, request } = monitorOf(
    () => (time.clock() > 10_100 ? shedding(1) : shedding(7)),
    () => took.shift()!,
  );
  const requests = [request(1), request(10_001), request(11_000)];
  await time.runUntil(20_000);
  expect((await Promise.all(requests)).map(({ from }) => from)).toEqual([undefined, 7, 7]);
});

test('a fault ends with the next read that succeeds', async () => {
  const failures = [true, false];
  const { time, monitor, request } = monitorOf(() => {
    if (failures.shift()) throw new RangeError();
    return {};
  });
  const requests = [request(1), request(10_001)];
  await time.runUntil(10_000);
  expect(monitor.fault()).toBe('RangeError');
  await time.runUntil(20_000);
  await Promise.all(requests);
  expect(monitor.fault()).toBeUndefined();
});

test('an old read that fails after a new one has succeeded is not a fault', async () => {
  const took = [10_500, 5];
  const { time, monitor, request } = monitorOf(
    () => {
      if (time.clock() > 10_100) throw new RangeError();
      return {};
    },
    () => took.shift()!,
  );
  const requests = [request(1), request(10_001)];
  await time.runUntil(20_000);
  await Promise.all(requests);
  expect(monitor.fault()).toBeUndefined();
});

test('an error that a frozen instance gets when it thaws is not a fault', async () => {
  const fails = () => {
    throw new RangeError();
  };
  const { time, monitor, request } = monitorOf(fails, () => 3000);
  const only = request(1);
  await time.runUntil(5000);
  await only;
  expect(monitor.fault()).toBeUndefined();
});

test('a clock that was set back does not keep the level from being read', async () => {
  let now = HOUR;
  let reads = 0;
  const monitor = sheddingMonitor({
    clock: () => now,
    pause: async () => {},
    read: async () => {
      reads += 1;
      return {};
    },
  });
  monitor.refresh();
  now = 0;
  monitor.refresh();
  expect(reads).toBe(2);
});

test('however requests come and reads fail, no request waits long or is shed past the end of a level', async () => {
  const END = 30_000;
  const reading = record({ took: integer({ min: 0, max: 3000 }), fails: boolean() });
  await assert(
    asyncProperty(
      array(integer({ min: 1, max: 60_000 }), { minLength: 1, maxLength: 20 }),
      infiniteStream(reading),
      async (times, readings) => {
        let current = { took: 0, fails: false };
        const { time, startedAt, request } = monitorOf(
          () => {
            if (current.fails) throw new Error('down');
            return shedding(7, END);
          },
          () => {
            current = readings.next().value!;
            return current.took;
          },
        );
        const requests = times.map(async (at) => ({ at, ...(await request(at)) }));
        await time.runUntil(100_000);
        const answered = await Promise.all(requests);
        expect(Math.max(...answered.map(({ waitedMs }) => waitedMs))).toBeLessThanOrEqual(100);
        expect(answered.filter(({ at, from }) => at >= END && from !== undefined)).toEqual([]);
        const pauses = startedAt.slice(1).map((at, index) => at - startedAt[index]!);
        expect(pauses.filter((ms) => ms < 10_000)).toEqual([]);
      },
    ),
    { numRuns: 50 },
  );
});
