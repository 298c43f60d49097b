import type { CutoverCheck } from '../check';

/** A finding of `doctor`, of one consumer or of the whole gateway. */
interface AnyFinding {
  readonly message: string;
  readonly consumerKey?: string;
}

/** Checks that `doctor` finds nothing at the gateway. */
export function checkFindings(findings: readonly AnyFinding[]): CutoverCheck {
  if (findings.length === 0) return { id: 'doctor', verdict: 'holds', found: 'The doctor finds nothing.' };
  const named = findings.map(({ consumerKey, message }) =>
    consumerKey === undefined ? message : `${consumerKey}: ${message}`,
  );
  return {
    id: 'doctor',
    verdict: 'fails',
    found: `The doctor finds: ${named.join('; ')}.`,
    remedy: 'Run "aps-gateway doctor --repair".',
  };
}
