import { courseOf, coursesOf } from '../../../../lib/console/web/pages/courses';
import type { StatsView } from '../../../../lib/console/contract';

const STATS: StatsView = {
  from: '2026-03-05T10:02:00Z',
  to: '2026-03-05T10:19:00Z',
  binMinutes: 5,
  bins: [
    {
      at: '2026-03-05T10:00:00Z',
      requests: { allowed: 7, a: 1, b: 2, c: 3, d: 4, e: 5, f: 6 },
      whole: { p50: 41, p95: 90, p99: 120 },
    },
    { at: '2026-03-05T10:10:00Z', requests: { allowed: 8, f: 9 } },
  ],
  reasons: { allowed: 15, a: 1, b: 2, c: 3, d: 4, e: 5, f: 15 },
  times: {},
};

test('the times are the starts of all bins, those without requests included', () => {
  expect(coursesOf(STATS).times.map((at) => new Date(at).toISOString().slice(11, 16))).toEqual([
    '10:00',
    '10:05',
    '10:10',
    '10:15',
  ]);
});

test('decisions are the allowed requests, the four most frequent refusals, and the others together', () => {
  expect(coursesOf(STATS).decisions.map(({ name, values }) => [name, ...values])).toEqual([
    ['allowed', 7, 0, 8, 0],
    ['f', 6, 0, 9, 0],
    ['e', 5, 0, 0, 0],
    ['d', 4, 0, 0, 0],
    ['c', 3, 0, 0, 0],
    ['other refusals', 3, 0, 0, 0],
  ]);
});

test('a bin without allowed requests has no latency', () => {
  expect(coursesOf(STATS).latency.map(({ name, values }) => [name, ...values])).toEqual([
    ['50 %', 41, undefined, undefined, undefined],
    ['95 %', 90, undefined, undefined, undefined],
    ['99 %', 120, undefined, undefined, undefined],
  ]);
});

test('the course of one reason has a number for every bin', () => {
  expect(courseOf(STATS, 'f')).toEqual([6, 0, 9, 0]);
});
