const WIDTH = 64;
const HEIGHT = 22;

/** A line without axes, for the course of a number; `label` says it in words. */
export function Sparkline({ values, label, bad = false }: { values: readonly number[]; label: string; bad?: boolean }) {
  // A single value has no course: the line rises to it.
  const course = values.length === 1 ? [0, ...values] : values;
  const highest = Math.max(1, ...values);
  const step = WIDTH / Math.max(1, course.length - 1);
  const points = course.map(
    (value, index) => `${(index * step).toFixed(1)},${(HEIGHT - 2 - (value / highest) * (HEIGHT - 4)).toFixed(1)}`,
  );
  return (
    <svg
      class={bad ? 'sparkline bad' : 'sparkline'}
      width={WIDTH}
      height={HEIGHT}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={label}
    >
      <polyline points={points.join(' ')} />
    </svg>
  );
}
