import { DENY_REFUSALS, GATEWAY_REFUSALS, type Refusal } from '../../../lambda/authorizer/contract';
import { LOGGED_REASONS } from '../../logs/logged-reasons';
import { OnboardingError } from '../../onboarding/errors';

/** A refusal and its code. */
export type CodedRefusal = Refusal & { readonly code: string };

/** A reason of a request's end; without a status, only the logs have it. */
export type CodedReason = Omit<CodedRefusal, 'status'> & Partial<Pick<Refusal, 'status'>>;

/** Every refusal, in the order of the authorizer's stages and then the gateway's own. */
const REFUSALS: readonly CodedRefusal[] = Object.entries<Refusal>({
  ...DENY_REFUSALS,
  ...GATEWAY_REFUSALS,
}).map(([code, refusal]) => ({ code, ...refusal }));

/** Every refusal, and the reasons that only the logs have. */
export const REASONS: readonly CodedReason[] = [
  ...REFUSALS,
  ...Object.entries(LOGGED_REASONS).map(([code, reason]) => ({ code, ...reason })),
];

/**
 * Finds the reason with a code, or all with an oauth_problem or HTTP status; case is ignored.
 *
 * @throws OnboardingError `notFound`, naming similar codes
 */
export function findReasons(text: string): readonly CodedReason[] {
  const wanted = text.trim().toLowerCase();
  const exact = REASONS.find(({ code }) => code === wanted);
  if (exact) return [exact];
  const found = REFUSALS.filter(
    (refusal) => String(refusal.status) === wanted || ('problem' in refusal && refusal.problem === wanted),
  );
  if (found.length > 0) return found;
  const close = REASONS.filter(({ code }) => code.split('_').some((part) => wanted.includes(part)));
  const hint =
    close.length > 0
      ? ` Similar: ${close.map(({ code }) => code).join(', ')}.`
      : ' "explain" without a code lists all of them.';
  throw new OnboardingError('notFound', `There is no refusal ${JSON.stringify(text)}.${hint}`);
}

/** The refusal with exactly this code. */
export function refusalOf(code: string | undefined): CodedRefusal | undefined {
  return REFUSALS.find((refusal) => refusal.code === code);
}

/** The first refusal with this oauth_problem, for responses without a code. */
export function refusalOfProblem(problem: string | undefined): CodedRefusal | undefined {
  return REFUSALS.find((refusal) => 'problem' in refusal && refusal.problem === problem);
}
