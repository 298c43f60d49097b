/** `unknown`: the account could not be read, so only a person can tell. */
export type Verdict = 'fine' | 'missing' | 'unknown';

/** One line of a preflight. */
export interface Check {
  /** Stays the same from version to version, for programs. */
  readonly id: string;
  readonly checked: string;
  readonly verdict: Verdict;
  readonly found: string;
  readonly needed: string;
  /** Advice: what to ask for and where, or which command to run. */
  readonly ask?: string;
}

/** The result of one read of the account. */
export type Reading<T> =
  | { readonly known: true; readonly value: T }
  /** The reason, and the permission that the read needs. */
  | { readonly known: false; readonly why: string; readonly permission: string };

/** Turns a reading into a check; a read that failed is an unknown with the permission to ask for. */
export function judge<T>(
  line: Pick<Check, 'id' | 'checked' | 'needed'>,
  reading: Reading<T>,
  decide: (value: T) => Pick<Check, 'verdict' | 'found' | 'ask'>,
): Check {
  if (reading.known) return { ...line, ...decide(reading.value) };
  const ask = `Grant ${reading.permission} and run this again, or look it up yourself.`;
  return { ...line, verdict: 'unknown', found: `could not be read: ${reading.why}`, ask };
}
