import { paced } from '../../../lib/onboarding/adapters/pace';

/** Starts calls at once and tells when each was let go, in milliseconds. */
async function starts(count: number, rate: { ratePerSecond: number; burst: number }): Promise<number[]> {
  let now = 0;
  const sleepers: { at: number; wake: () => void }[] = [];
  const pace = paced(rate, {
    now: () => now,
    sleep: (milliseconds) => new Promise((wake) => sleepers.push({ at: now + milliseconds, wake })),
  });
  const started: number[] = [];
  const calls = Array.from({ length: count }, async () => {
    await pace();
    started.push(now);
  });
  await Promise.resolve();
  for (const { at, wake } of sleepers.toSorted((a, b) => a.at - b.at)) {
    now = at;
    wake();
    await Promise.resolve();
    await Promise.resolve();
  }
  await Promise.all(calls);
  return started;
}

test('a burst starts at once, the rest at the rate', async () => {
  expect(await starts(5, { ratePerSecond: 10, burst: 2 })).toEqual([0, 0, 100, 200, 300]);
});

test('calls below the rate do not wait', async () => {
  expect(await starts(3, { ratePerSecond: 4, burst: 3 })).toEqual([0, 0, 0]);
});
