import { BEARER_REFUSALS } from './bearer/refusals';
import { type Check, checkOf as checkOfCommon } from './checks';
import { COMMON_REFUSALS } from './refusals';

/** The refusals of the authorizer: those of every gateway, and those of gateways that accept bearer tokens. */
export const DENY_REFUSALS = /* @__PURE__ */ allRefusals();

function allRefusals() {
  return { ...COMMON_REFUSALS, ...BEARER_REFUSALS };
}

/**
 * Returns the check that a deny reason comes from.
 *
 * @param reason a code that may come from another version of the function
 */
export function checkOf(reason: string): Check | undefined {
  const bearer: Readonly<Record<string, { readonly check: Check }>> = BEARER_REFUSALS;
  return Object.hasOwn(bearer, reason) ? bearer[reason]?.check : checkOfCommon(reason);
}
