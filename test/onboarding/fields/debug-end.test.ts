import { debuggedUntil, readDebugEnd } from '../../../lib/onboarding/fields/debug-end';

const NOW = new Date('2026-03-05T10:00:00.400Z');

test.each([
  ['1h', '2026-03-05T11:00:00Z'],
  ['24h', '2026-03-06T10:00:00Z'],
  ['2026-03-05T12:30+01:00', '2026-03-05T11:30:00Z'],
  ['off', null],
])('%s ends at %s', (text, end) => {
  expect(readDebugEnd(text, NOW)).toBe(end);
});

test.each(['25h', '2d', '0m', '1y', '2026-03-05T09:59Z', '2026-03-07', 'soon', ''])('%j is refused', (text) => {
  expect(() => readDebugEnd(text, NOW)).toThrow(
    'off, or a duration or time at most 24 hours ahead, such as 1h or 2026-03-05T18:00Z',
  );
});

test('an end that has passed does not debug', () => {
  const until = (debugUntil: string) => debuggedUntil({ debugUntil }, NOW);

  expect([until('2026-03-05T10:00:01Z'), until('2026-03-05T10:00:00Z')]).toEqual(['2026-03-05T10:00:01Z', undefined]);
});
