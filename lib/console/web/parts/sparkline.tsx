const WIDTH = 64;
const HEIGHT = 22;
/** More values than this are summed up, so that each bar is at least two pixels wide. */
const MOST_BARS = 32;

/** Bars without axes, for the course of a number; `label` says it in words. */
export function Sparkline({ values, label, bad = false }: { values: readonly number[]; label: string; bad?: boolean }) {
  const bars = summedUp(values);
  const highest = Math.max(1, ...bars);
  const step = WIDTH / Math.max(bars.length, MOST_BARS / 4);
  const first = WIDTH - bars.length * step;
  return (
    <svg
      class={bad ? 'sparkline bad' : 'sparkline'}
      width={WIDTH}
      height={HEIGHT}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={label}
    >
      {bars.map((value, index) => {
        const height = value === 0 ? 1 : Math.max(2, (value / highest) * HEIGHT);
        return (
          <rect
            key={index}
            class={value === 0 ? 'none' : undefined}
            x={first + index * step}
            y={HEIGHT - height}
            width={step * 0.8}
            height={height}
          />
        );
      })}
    </svg>
  );
}

/** Sums of neighbours, as many as there is room for. */
function summedUp(values: readonly number[]): readonly number[] {
  const together = Math.ceil(values.length / MOST_BARS) || 1;
  return Array.from({ length: Math.ceil(values.length / together) }, (_, bar) =>
    values.slice(bar * together, (bar + 1) * together).reduce((sum, value) => sum + value, 0),
  );
}
