import { tokenBucket } from '../../../lambda/authorizer/consumers/token-bucket';

test('never holds more than its burst, and does not refill when the clock goes back', () => {
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
