import { DENY_REFUSALS, GATEWAY_REFUSALS, type Refusal } from '../../../lambda/authorizer/contract';
import { OnboardingError } from '../../onboarding/errors';

/** A refusal and its code. */
export type CodedRefusal = Refusal & { readonly code: string };

/** Every refusal, in the order of the authorizer's stages and then the gateway's own. */
export const REFUSALS: readonly CodedRefusal[] = Object.entries<Refusal>({
  ...DENY_REFUSALS,
  ...GATEWAY_REFUSALS,
}).map(([code, refusal]) => ({ code, ...refusal }));

/**
 * Finds the refusal with a code, or all with an oauth_problem or HTTP status; case is ignored.
 *
 * @throws OnboardingError `notFound`, naming similar codes
 */
export function findRefusals(text: string): readonly CodedRefusal[] {
  const wanted = text.trim().toLowerCase();
  const exact = refusalOf(wanted);
  if (exact) return [exact];
  const found = REFUSALS.filter(
    (refusal) => String(refusal.status) === wanted || ('problem' in refusal && refusal.problem === wanted),
  );
  if (found.length > 0) return found;
  const close = REFUSALS.filter(({ code }) => code.split('_').some((part) => wanted.includes(part)));
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
