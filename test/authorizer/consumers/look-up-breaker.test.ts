import { lookUpBreaker } from '../../../lambda/authorizer/consumers/look-up-breaker';

function breakerAt(start: number) {
  const time = { now: start };
  return { time, breaker: lookUpBreaker(() => time.now) };
}

test('lets look-ups through until one fails', () => {
  const { breaker, time } = breakerAt(10_000);
  expect([breaker.enter(), breaker.enter()]).toEqual(['closed', 'closed']);
  breaker.failed('down', time.now);
  expect(() => breaker.enter()).toThrow('down');
});

test('lets one probe through after 1, 2, 4 and then every 5 seconds', () => {
  const { breaker, time } = breakerAt(10_000);
  breaker.failed('down', time.now);
  const probedAt = [];
  for (time.now = 10_000; time.now < 30_000; time.now += 100) {
    try {
      probedAt.push([time.now - 10_000, breaker.enter()]);
    } catch {
      // Not let through.
    }
  }
  expect(probedAt).toEqual([1_000, 3_000, 7_000, 12_000, 17_000].map((at) => [at, 'probe']));
});

test('look-ups that were under way when the first failed do not put the probe off', () => {
  const { breaker, time } = breakerAt(10_000);
  breaker.failed('down', time.now);
  time.now += 900;
  breaker.failed('also down', time.now);
  time.now += 100;
  expect(breaker.enter()).toBe('probe');
});

test('an answer ends the outage, and the next one starts from the first probe', () => {
  const { breaker, time } = breakerAt(10_000);
  breaker.failed('down', time.now);
  time.now += 1_000;
  breaker.enter();
  breaker.answered();
  expect(breaker.enter()).toBe('closed');
  breaker.failed('down again', time.now);
  time.now += 1_000;
  expect(breaker.enter()).toBe('probe');
});

test('a look-up that started before the last answer, and fails after it, stops nothing', () => {
  const { breaker, time } = breakerAt(10_000);
  time.now = 10_020;
  breaker.answered();
  breaker.failed('frozen', 10_019);
  expect(breaker.enter()).toBe('closed');
  breaker.failed('down', 10_020);
  expect(() => breaker.enter()).toThrow('down');
});
