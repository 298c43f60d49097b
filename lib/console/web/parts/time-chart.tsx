import { useEffect, useRef } from 'preact/hooks';
import uPlot from 'uplot';
import type { Series } from './series';
import { count } from './text';

export interface TimeChartProps {
  /** The chart in words, for those who cannot see it. */
  readonly label: string;
  /** Bars of the series stand on each other; lines do not. */
  readonly kind: 'bars' | 'lines';
  /** Starts of the bins in epoch milliseconds, in order. */
  readonly times: readonly number[];
  readonly series: readonly Series[];
  /** Follows the numbers of the legend. */
  readonly unit?: string;
}

const HEIGHT = 200;
/** Steps of the axis of numbers: requests and milliseconds are whole. */
const WHOLE_STEPS = Array.from({ length: 12 }, (_, power) => [1, 2, 5].map((step) => step * 10 ** power)).flat();
/** Length of a bin that has no neighbour. */
const DEFAULT_BIN_MS = 300_000;

/** Series over time (UTC), with a legend unless there is only one. */
export function TimeChart({ label, kind, times, series, unit = '' }: TimeChartProps) {
  const box = useRef<HTMLDivElement>(null);
  const legend = useRef<HTMLUListElement>(null);
  useEffect(() => {
    const at = box.current;
    if (!at) return undefined;
    const colorOf = (index: number) => {
      const swatch = legend.current?.children[index];
      return swatch ? getComputedStyle(swatch).color : '';
    };
    const chart = new uPlot(options(at, { kind, times, series }, colorOf), data(kind, times, series), at);
    const resized = new ResizeObserver(() => chart.setSize({ width: at.clientWidth, height: HEIGHT }));
    resized.observe(at);
    const scheme = matchMedia('(prefers-color-scheme: dark)');
    const redraw = () => chart.redraw();
    scheme.addEventListener('change', redraw);
    return () => {
      resized.disconnect();
      scheme.removeEventListener('change', redraw);
      chart.destroy();
    };
  }, [kind, times, series]);
  return (
    <figure class="chart">
      <ul class={series.length > 1 ? 'legend' : 'legend hidden'} ref={legend}>
        {series.map(({ name, color, values }) => (
          <li key={name} class={`series-${color}`}>
            <span class="name">
              {name} <strong>{legendText(kind, values, unit)}</strong>
            </span>
          </li>
        ))}
      </ul>
      <div role="img" aria-label={label} ref={box} />
    </figure>
  );
}

/** The sum of bars, the last value of a line. */
function legendText(kind: TimeChartProps['kind'], values: Series['values'], unit: string): string {
  const known = values.filter((value) => value !== undefined);
  if (kind === 'lines' && known.length === 0) return '–';
  const number = kind === 'bars' ? known.reduce((sum, value) => sum + value, 0) : (known.at(-1) ?? 0);
  return `${count(Math.round(number))}${unit}`;
}

/** Bars are drawn over each other: the highest, which are the sums of all series, first. */
function data(kind: TimeChartProps['kind'], times: readonly number[], series: readonly Series[]): uPlot.AlignedData {
  const columns = series.map(({ values }) => values.map((value) => value ?? null));
  return [times.map((time) => time / 1000), ...(kind === 'bars' ? stacked(columns) : columns)];
}

function stacked(columns: readonly (number | null)[][]): (number | null)[][] {
  const sums = columns.map((column, at) =>
    column.map((_value, index) => columns.slice(0, at + 1).reduce((sum, below) => sum + (below[index] ?? 0), 0)),
  );
  return sums.toReversed();
}

function options(
  box: HTMLElement,
  { kind, times, series }: Pick<TimeChartProps, 'kind' | 'times' | 'series'>,
  colorOf: (index: number) => string,
): uPlot.Options {
  const color = (name: 'color' | 'stroke') => () => getComputedStyle(box)[name];
  const axis = { stroke: color('color'), grid: { stroke: color('stroke'), width: 1 }, ticks: { show: false } };
  return {
    width: box.clientWidth,
    height: HEIGHT,
    legend: { show: false },
    cursor: { show: false },
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), 'UTC'),
    scales: {
      x: { range: () => xRange(times) },
      y: { range: (_chart, _low, high) => [0, Math.max(1, (high ?? 0) * 1.1)] },
    },
    axes: [
      { ...axis, grid: { show: false }, size: 28, space: 90, values: timeTexts },
      {
        ...axis,
        size: 64,
        incrs: WHOLE_STEPS,
        values: (_chart, ticks) => ticks.map(count),
      },
    ],
    series: [
      {},
      ...series.map((_one, at) => seriesOptions(kind, () => colorOf(kind === 'bars' ? series.length - 1 - at : at))),
    ],
  };
}

function seriesOptions(kind: TimeChartProps['kind'], color: () => string): uPlot.Series {
  const own = { points: { show: kind === 'lines', size: 5, fill: color }, stroke: color, spanGaps: true };
  if (kind === 'lines') return { ...own, width: 2 };
  return { ...own, width: 0, fill: color, paths: uPlot.paths.bars?.({ size: [0.7, 40] }) } as uPlot.Series;
}

/** Room for at least this many bins, so that a few do not fill the chart. */
const LEAST_BINS = 12;

/** The times in seconds, with half a bin on both sides. */
function xRange(times: readonly number[]): [number, number] {
  const [first = 0, last = first] = [times[0], times.at(-1)];
  const bin = times.length > 1 ? (last - first) / (times.length - 1) : DEFAULT_BIN_MS;
  const from = Math.min(first, last - bin * (LEAST_BINS - 1));
  return [(from - bin / 2) / 1000, (last + bin / 2) / 1000];
}

/** The day at midnight, otherwise the time. */
function timeTexts(_chart: uPlot, ticks: readonly number[]): string[] {
  return ticks.map((tick) => {
    const text = new Date(tick * 1000).toISOString();
    return text.slice(11, 16) === '00:00' ? text.slice(0, 10) : text.slice(11, 16);
  });
}
