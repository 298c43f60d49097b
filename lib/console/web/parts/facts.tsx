import type { ComponentChildren } from 'preact';

/** A name and its value; facts without a value are left out. */
export type Fact = readonly [name: string, value: ComponentChildren];

/** Names with their values, side by side where there is room if `columns`. */
export function Facts({ facts, columns = false }: { facts: readonly Fact[]; columns?: boolean }) {
  const shown = facts.filter(([, value]) => value !== undefined && value !== false && value !== null && value !== '');
  return (
    <dl class={columns ? 'facts columns' : 'facts'}>
      {shown.map(([name, value], index) => (
        <div key={index}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
