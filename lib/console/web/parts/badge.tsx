/** Colour of a state: green if all is well, yellow if it needs attention, red if something is wrong, grey if it only informs. */
const KINDS: Readonly<Record<string, 'good' | 'warn' | 'bad' | 'quiet'>> = {
  active: 'good',
  allowed: 'good',
  passed: 'good',
  answered: 'good',
  holds: 'good',
  held: 'good',
  well: 'good',
  fails: 'bad',
  failed: 'bad',
  refused: 'bad',
  deployed: 'good',
  suspended: 'warn',
  expired: 'bad',
  unreadable: 'bad',
  'locked out': 'bad',
  'alarm open': 'bad',
  offboarded: 'warn',
  note: 'quiet',
  unknown: 'quiet',
  'not reached': 'quiet',
};

/** A state as a coloured word, which is enough without its colour. */
export function Badge({ state }: { state: string }) {
  const kind = KINDS[state] ?? (state.endsWith(' failed') ? 'bad' : 'warn');
  return <span class={`badge ${kind}`}>{state}</span>;
}
