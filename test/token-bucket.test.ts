import { tokenBucket } from '../lib/token-bucket';

/** A bucket with a clock that a test moves; `take` says how many of so many takes got a token. */
function bucketAt(time: number, rate: { ratePerSecond: number; burst: number }) {
  const clock = { time };
  const bucket = tokenBucket(rate, () => clock.time);
  const take = (times: number) => Array.from({ length: times }, bucket).filter((taken) => taken === 'taken').length;
  return { clock, take };
}

test('gives the burst at once and no more', () => {
  expect(bucketAt(0, { ratePerSecond: 2, burst: 5 }).take(8)).toBe(5);
});

test('earns tokens at the rate', () => {
  const { clock, take } = bucketAt(0, { ratePerSecond: 2, burst: 5 });
  take(5);
  clock.time = 1500;
  expect(take(8)).toBe(3);
});

test('saves no more than the burst', () => {
  const { clock, take } = bucketAt(0, { ratePerSecond: 2, burst: 5 });
  take(5);
  clock.time = 3_600_000;
  expect(take(8)).toBe(5);
});

test('earns nothing from a clock that goes back', () => {
  const { clock, take } = bucketAt(10_000, { ratePerSecond: 1, burst: 1 });
  take(1);
  clock.time = 5000;
  expect(take(3)).toBe(0);
});
