import { useMemo } from 'preact/hooks';
import { TimeChart } from './time-chart';

export interface DaysChartProps {
  readonly label: string;
  /** Days `YYYY-MM-DD`, in order. */
  readonly days: readonly string[];
  readonly values: readonly number[];
}

/** Bars by day. */
export function DaysChart({ label, days, values }: DaysChartProps) {
  const times = useMemo(() => days.map((day) => Date.parse(day)), [days]);
  const series = useMemo(() => [{ name: 'Calls', values, color: 'allowed' }], [values]);
  return <TimeChart label={label} kind="bars" times={times} series={series} />;
}
