import { Throttles } from '../../../lib/local/rest-api/throttles';

const throttles = () => new Throttles(() => 0);

test('keeps throttles apart by name', () => {
  const made = throttles();
  made.take('a', { rateLimit: 1, burstLimit: 1 });
  expect(made.take('b', { rateLimit: 1, burstLimit: 1 })).toBe('passed');
});

test('throttles a request over the burst limit', () => {
  const made = throttles();
  made.take('a', { rateLimit: 3, burstLimit: 1 });
  expect(made.take('a', { rateLimit: 3, burstLimit: 1 })).toBe('throttled');
});

test('starts again with a full bucket when limits change', () => {
  const made = throttles();
  made.take('a', { rateLimit: 1, burstLimit: 1 });
  expect(made.take('a', { rateLimit: 1, burstLimit: 2 })).toBe('passed');
});

test('takes one second of the rate as the burst limit if there is none', () => {
  const made = throttles();
  const passages = Array.from({ length: 4 }, () => made.take('a', { rateLimit: 3 }));
  expect(passages).toEqual(['passed', 'passed', 'passed', 'throttled']);
});

test('throttles nothing without a rate limit', () => {
  const made = throttles();
  made.take('a', { burstLimit: 1 });
  expect(made.take('a', { burstLimit: 1 })).toBe('passed');
});
