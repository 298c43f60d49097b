/** `unknown`: the facts are missing, so the check cannot say that it holds. */
export type Verdict = 'holds' | 'fails' | 'unknown';

/** One condition of a cut-over. */
export interface CutoverCheck {
  /** Stays the same from version to version, for programs. */
  readonly id: 'verified' | 'users' | 'doctor' | 'domain' | 'dns' | 'certificate';
  readonly verdict: Verdict;
  readonly found: string;
  /** Step before the cut-over. */
  readonly remedy?: string;
}

/** Tests whether every condition holds. */
export function isReady(checks: readonly CutoverCheck[]): boolean {
  return checks.every(({ verdict }) => verdict === 'holds');
}
