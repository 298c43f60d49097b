import { DENY_REFUSALS, GATEWAY_REFUSALS, type Refusal, refusalsAt } from '../../lambda/authorizer/contract';
import { type Explanation, LOGGED_FAULTS, LOGGED_REASONS } from './logged-reasons';

/** Reason of a request's end, in words. */
export interface Reason extends Explanation, Partial<Pick<Refusal, 'status'>> {
  /** Value of `oauth_problem`, if it has one. */
  readonly problem?: string;
  /** Texts at a gateway that accepts only bearer tokens, if they differ. */
  readonly withTokens?: string;
}

const REFUSALS: Readonly<Record<string, Reason>> = { ...DENY_REFUSALS, ...GATEWAY_REFUSALS };
const AT_TOKENS: Readonly<Record<string, Refusal>> = refusalsAt(['bearer']);

/** Every refusal, in the order of the authorizer's stages and then the gateway's own, and the reasons and faults that only the logs have. */
export const REASONS: Readonly<Record<string, Reason>> = {
  ...Object.fromEntries(
    Object.entries(REFUSALS).map(([code, refusal]) => [code, withTokens(refusal, AT_TOKENS[code])]),
  ),
  ...LOGGED_REASONS,
  ...LOGGED_FAULTS,
};

function withTokens(reason: Reason, { message, remedy }: Explanation = reason): Reason {
  const isReworded = message !== reason.message;
  if (!isReworded && remedy === reason.remedy) return reason;
  return { ...reason, withTokens: isReworded ? `${message} ${remedy}` : remedy };
}
