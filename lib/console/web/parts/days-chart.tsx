import { useMemo } from 'preact/hooks';
import { TimeChart } from './time-chart';

export interface DaysChartProps {
  readonly label: string;
  /** Days `YYYY-MM-DD`, in order. */
  readonly days: readonly string[];
  readonly values: readonly number[];
}

/** Bars by day; a sentence if all of them are 0. */
export function DaysChart({ label, days, values }: DaysChartProps) {
  const times = useMemo(() => days.map((day) => Date.parse(day)), [days]);
  const series = useMemo(() => [{ name: 'Calls', values, color: 'allowed' }], [values]);
  if (values.every((value) => value === 0)) return <p class="empty">No calls on these days.</p>;
  return <TimeChart label={label} kind="bars" times={times} series={series} />;
}
