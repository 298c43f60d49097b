import { assert, integer, property } from 'fast-check';
import {
  addDays,
  DAY_MS,
  daysFrom,
  LONGEST_PERIOD_DAYS,
  monthDays,
  periodStart,
  type QuotaPeriod,
  utcDay,
} from '../lib/periods';

test('a daily quota starts again each day', () => {
  expect(periodStart({ period: 'DAY' }, '2026-03-04')).toBe('2026-03-04');
});

test.each<[string, number | undefined, string, string]>([
  ['a Sunday itself', undefined, '2026-03-01', '2026-03-01'],
  ['the Sunday before a Saturday', 0, '2026-03-07', '2026-03-01'],
  ['a Monday itself', 1, '2026-03-02', '2026-03-02'],
  ['the Monday before a Sunday', 1, '2026-03-08', '2026-03-02'],
  ['the Saturday before a Friday', 6, '2026-03-06', '2026-02-28'],
  ['a Sunday of the year before', 0, '2027-01-01', '2026-12-27'],
  ['a Thursday that is a leap day', 4, '2024-03-06', '2024-02-29'],
])('a weekly quota starts again on %s', (_what, offset, day, start) => {
  expect(periodStart({ period: 'WEEK', ...(offset !== undefined && { offset }) }, day)).toBe(start);
});

test.each<[string, number | undefined, string, string]>([
  ['the 1st itself', undefined, '2026-03-01', '2026-03-01'],
  ['the 1st before the 31st', 0, '2026-03-31', '2026-03-01'],
  ['the 1st before a leap day', 0, '2024-02-29', '2024-02-01'],
  ['the 15th itself', 14, '2026-03-15', '2026-03-15'],
  ['the 15th of the month before the 14th', 14, '2026-03-14', '2026-02-15'],
  ['the 28th of a short month', 27, '2026-03-27', '2026-02-28'],
  ['the 28th, a day before a leap day', 27, '2024-02-29', '2024-02-28'],
  ['a day of the year before', 27, '2027-01-05', '2026-12-28'],
])('a monthly quota starts again on %s', (_what, offset, day, start) => {
  expect(periodStart({ period: 'MONTH', ...(offset !== undefined && { offset }) }, day)).toBe(start);
});

const DAYS = integer({ min: -20_000, max: 40_000 }).map((count) => utcDay(count * DAY_MS));
const PERIODS: readonly QuotaPeriod[] = [
  { period: 'DAY' },
  ...Array.from({ length: 7 }, (_, offset) => ({ period: 'WEEK' as const, offset })),
  ...Array.from({ length: 28 }, (_, offset) => ({ period: 'MONTH' as const, offset })),
];

test('a period starts on its first day, at most a month back, and holds every day since', () => {
  assert(
    property(DAYS, integer({ min: 0, max: PERIODS.length - 1 }), (day, index) => {
      const start = periodStart(PERIODS[index]!, day);
      const days = daysFrom(start, day);

      expect(days.length).toBeGreaterThan(0);
      expect(days.length).toBeLessThanOrEqual(LONGEST_PERIOD_DAYS);
      expect(new Set(days.map((one) => periodStart(PERIODS[index]!, one)))).toEqual(new Set([start]));
      expect(periodStart(PERIODS[index]!, addDays(start, -1))).not.toBe(start);
    }),
  );
});

test('the UTC day changes at midnight', () => {
  expect([utcDay(Date.UTC(2026, 11, 31) + DAY_MS - 1), utcDay(Date.UTC(2027, 0, 1))]).toEqual([
    '2026-12-31',
    '2027-01-01',
  ]);
});

test.each([
  ['2026-02', '2026-02-28'],
  ['2024-02', '2024-02-29'],
  ['2026-12', '2026-12-31'],
])('month %s ends on %s', (month, to) => {
  expect(monthDays(month)).toEqual({ from: `${month}-01`, to });
});

test('days are added over a leap day', () => {
  expect([addDays('2024-02-28', 2), addDays('2024-03-01', -1)]).toEqual(['2024-03-01', '2024-02-29']);
});

test('days from one to another include both', () => {
  expect(daysFrom('2026-02-27', '2026-03-01')).toEqual(['2026-02-27', '2026-02-28', '2026-03-01']);
});

test('no days lie between a day and an earlier one', () => {
  expect(daysFrom('2026-03-02', '2026-03-01')).toEqual([]);
});
