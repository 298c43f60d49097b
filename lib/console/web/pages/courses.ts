import type { StatsView } from '../../contract';
import type { Series } from '../parts/series';

/** Reasons of refusals with a colour of their own; the rest is one series. */
const MOST_REASONS = 4;

/** Statistics as series over the same times. */
export interface Courses {
  /** Starts of all bins, in epoch milliseconds. */
  readonly times: readonly number[];
  /** Requests by reason: allowed ones, the most frequent refusals, and the other refusals. */
  readonly decisions: readonly Series[];
  /** Percentiles of the time of allowed requests. */
  readonly latency: readonly Series[];
}

/** Makes the series of charts; bins without requests are 0, and have no latency. */
export function coursesOf(stats: StatsView): Courses {
  const times = timesOf(stats);
  const bins = new Map(stats.bins.map((bin) => [Date.parse(bin.at), bin]));
  const refusals = Object.entries(stats.reasons)
    .filter(([reason]) => reason !== 'allowed')
    .toSorted(([, a], [, b]) => b - a)
    .map(([reason]) => reason);
  const others = refusals.slice(MOST_REASONS);
  const series = (name: string, reasons: readonly string[], color: string): Series => ({
    name,
    color,
    values: times.map((at) => reasons.reduce((sum, reason) => sum + (bins.get(at)?.requests[reason] ?? 0), 0)),
  });
  return {
    times,
    decisions: [
      series('allowed', ['allowed'], 'allowed'),
      ...refusals.slice(0, MOST_REASONS).map((reason, index) => series(reason, [reason], `${index + 1}`)),
      ...(others.length === 0 ? [] : [series('other refusals', others, 'others')]),
    ],
    latency: (['p50', 'p95', 'p99'] as const).map((percentile, index) => ({
      name: `${percentile.slice(1)} %`,
      color: `${index + 1}`,
      values: times.map((at) => bins.get(at)?.whole?.[percentile]),
    })),
  };
}

/** Requests with a reason in every bin, those without any included. */
export function courseOf(stats: StatsView, reason: string): readonly number[] {
  const known = new Map(stats.bins.map(({ at, requests }) => [Date.parse(at), requests[reason] ?? 0]));
  return timesOf(stats).map((at) => known.get(at) ?? 0);
}

function timesOf({ from, to, binMinutes }: StatsView): readonly number[] {
  const binMs = binMinutes * 60_000;
  const first = Math.floor(Date.parse(from) / binMs) * binMs;
  const length = Math.ceil((Date.parse(to) - first) / binMs);
  return Array.from({ length }, (_, index) => first + index * binMs);
}
