import { useEffect, useRef } from 'preact/hooks';
import uPlot from 'uplot';

export interface DaysChartProps {
  readonly label: string;
  /** Days `YYYY-MM-DD`, in order. */
  readonly days: readonly string[];
  readonly values: readonly number[];
}

const HEIGHT = 220;

/** Bars by day. The same numbers are in the table below it, for those who cannot see it. */
export function DaysChart({ label, days, values }: DaysChartProps) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const at = box.current;
    if (!at) return undefined;
    const chart = new uPlot(options(at), data(days, values), at);
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
  }, [days, values]);
  return <div class="chart" role="img" aria-label={label} ref={box} />;
}

function data(days: readonly string[], values: readonly number[]): uPlot.AlignedData {
  return [days.map((day) => Date.parse(day) / 1000), [...values]];
}

function options(box: HTMLElement): uPlot.Options {
  const color = (name: 'color' | 'fill' | 'stroke') => () => getComputedStyle(box)[name];
  const axis = { stroke: color('color'), grid: { stroke: color('stroke'), width: 1 }, ticks: { show: false } };
  return {
    width: box.clientWidth,
    height: HEIGHT,
    legend: { show: false },
    cursor: { show: false },
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), 'UTC'),
    scales: { y: { range: (_chart, _low, high) => [0, Math.max(1, high * 1.1)] } },
    axes: [
      { ...axis, grid: { show: false }, space: 60, values: '{YYYY}-{MM}-{DD}' },
      {
        ...axis,
        size: 64,
        values: (_chart, ticks) => ticks.map((tick) => (Number.isInteger(tick) ? String(tick) : '')),
      },
    ],
    series: [
      {},
      {
        paths: uPlot.paths.bars?.({ size: [0.7, 40] }),
        points: { show: false },
        fill: color('fill'),
        stroke: color('fill'),
      } as uPlot.Series,
    ],
  };
}
