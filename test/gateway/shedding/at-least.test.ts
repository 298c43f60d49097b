import { assert, integer, oneof, property } from 'fast-check';
import { atLeast } from '../../../lib/gateway/shedding/at-least';

test.each([
  [1, '^1$|^[2-9]$|^[1-9]\\d{1,9}$'],
  [4000, '^4000$|^[5-9]\\d\\d\\d$|^4[1-9]\\d\\d$|^40[1-9]\\d$|^400[1-9]$|^[1-9]\\d{4,9}$'],
  [900, '^900$|^9[1-9]\\d$|^90[1-9]$|^[1-9]\\d{3,9}$'],
])('at least %s', (limit, expression) => {
  expect(atLeast(limit)).toBe(expression);
});

test('it matches exactly the numbers from the limit on', () => {
  const number = oneof(integer({ min: 0, max: 2000 }), integer({ min: 0, max: 900_000 }));
  assert(
    property(number, integer({ min: 1, max: 300_000 }), (value, limit) => {
      expect(new RegExp(atLeast(limit)).test(String(value))).toBe(value >= limit);
      expect(new RegExp(atLeast(limit)).test(String(limit))).toBe(true);
      expect(new RegExp(atLeast(limit)).test(String(limit - 1))).toBe(false);
    }),
  );
});

test('it matches no absent value', () => {
  expect(new RegExp(atLeast(1)).test('-')).toBe(false);
});

test('it has only what CloudWatch Logs supports', () => {
  assert(property(integer({ min: 1, max: 300_000 }), (limit) => expect(atLeast(limit)).not.toMatch(/[()%"]/)));
});
