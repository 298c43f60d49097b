import type { Acknowledgement } from './acknowledgements';
import type { NagFinding } from './findings';

/** Returns the findings that no acknowledgement matches, and the acknowledgements that match no finding. */
export function compare(
  findings: readonly NagFinding[],
  acknowledgements: readonly Acknowledgement[],
): { readonly open: readonly NagFinding[]; readonly unused: readonly Acknowledgement[] } {
  const matches = (known: Acknowledgement, { rule, at }: NagFinding) => known.rule.test(rule) && known.at.test(at);
  return {
    open: findings.filter((finding) => !acknowledgements.some((known) => matches(known, finding))),
    unused: acknowledgements.filter((known) => !findings.some((finding) => matches(known, finding))),
  };
}
