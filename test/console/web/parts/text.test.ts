import { readable, readableTimes, timeLeft } from '../../../../lib/console/web/parts/text';

test('a value as an option takes it has spaces after commas, and times in the form of the pages', () => {
  expect(readable('GET,POST /aps/2/**')).toBe('GET, POST /aps/2/**');
  expect(readable('2028-01-01T00:00:00Z')).toBe('2028-01-01 00:00 UTC');
});

test('instants within a text take the form of the pages; everything else stays', () => {
  expect(readableTimes('refused until 2026-03-05T10:15:42.250Z, by a,b')).toBe(
    'refused until 2026-03-05 10:15 UTC, by a,b',
  );
});

test.each([
  ['2026-03-05T10:01:00Z', '1 minute'],
  ['2026-03-05T10:14:01Z', '15 minutes'],
  ['2026-03-05T13:10:00Z', '3 hours'],
  ['2026-03-05T09:59:00Z', 'a moment'],
])('until %s it is %s', (until, text) => {
  expect(timeLeft(until, Date.parse('2026-03-05T10:00:00Z'))).toBe(text);
});
