import { type Reason, REASONS } from '../../logs/reasons';
import { OnboardingError } from '../../onboarding/errors';

/** A reason of a request's end and its code; without a status, only the logs have it. */
export type CodedReason = Reason & { readonly code: string };

/** Every refusal, and the reasons that only the logs have. */
export const CODED_REASONS: readonly CodedReason[] = Object.entries(REASONS).map(([code, reason]) => ({
  code,
  ...reason,
}));

/**
 * Finds the reason with a code, or all with an oauth_problem or HTTP status; case is ignored.
 *
 * @throws OnboardingError `notFound`, naming similar codes
 */
export function findReasons(text: string): readonly CodedReason[] {
  const wanted = text.trim().toLowerCase();
  const exact = CODED_REASONS.find(({ code }) => code === wanted);
  if (exact) return [exact];
  const found = CODED_REASONS.filter(({ status, problem }) => [String(status), problem].includes(wanted));
  if (found.length > 0) return found;
  const close = CODED_REASONS.filter(({ code }) => code.split('_').some((part) => wanted.includes(part)));
  const hint =
    close.length > 0
      ? ` Similar: ${close.map(({ code }) => code).join(', ')}.`
      : ' "explain" without a code lists all of them.';
  throw new OnboardingError('notFound', `There is no refusal ${JSON.stringify(text)}.${hint}`);
}
