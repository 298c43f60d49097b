import { TokenBucket, TokenBuckets } from '../../../lib/local/rest-api/token-bucket';

const take = (bucket: TokenBucket, now: number, times: number) =>
  Array.from({ length: times }, () => bucket.take(now)).filter((passage) => passage === 'passes').length;

test('lets the burst pass at once and no more', () => {
  expect(take(new TokenBucket({ rateLimit: 2, burstLimit: 5 }, 0), 0, 8)).toBe(5);
});

test('earns tokens at the rate', () => {
  const bucket = new TokenBucket({ rateLimit: 2, burstLimit: 5 }, 0);
  take(bucket, 0, 5);
  expect(take(bucket, 1500, 8)).toBe(3);
});

test('saves no more than the burst', () => {
  const bucket = new TokenBucket({ rateLimit: 2, burstLimit: 5 }, 0);
  take(bucket, 0, 5);
  expect(take(bucket, 3_600_000, 8)).toBe(5);
});

test('takes no harm from a clock that goes back', () => {
  const bucket = new TokenBucket({ rateLimit: 1, burstLimit: 1 }, 10_000);
  take(bucket, 10_000, 1);
  expect(take(bucket, 5000, 3)).toBe(0);
});

test('keeps buckets apart by name', () => {
  const buckets = new TokenBuckets();
  buckets.take('a', { rateLimit: 1, burstLimit: 1 }, 0);
  expect(buckets.take('b', { rateLimit: 1, burstLimit: 1 }, 0)).toBe('passes');
});

test('takes up changed limits', () => {
  const buckets = new TokenBuckets();
  buckets.take('a', { rateLimit: 1, burstLimit: 1 }, 0);
  expect(buckets.take('a', { rateLimit: 1, burstLimit: 2 }, 0)).toBe('passes');
});
