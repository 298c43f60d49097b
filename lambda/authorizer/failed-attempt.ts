import type { Denied } from './decision';
import type { DenyReason } from './deny-reason';
import type { Trace } from './trace';

/**
 * Reasons by which a guess or a copied request is refused. Not among them: a clock that is wrong, which proves nothing and
 * is refused before the key is looked at; and rules, whose refusal only the owner of the secret gets.
 */
const FAILURES: ReadonlySet<DenyReason> = new Set<DenyReason>(['signature_invalid', 'nonce_used']);

/** Tests whether a refusal is a failed attempt: one by a lockout is, too. */
export function isFailedAttempt({ reason }: Denied): boolean {
  return FAILURES.has(reason) || reason === 'locked_out';
}

/** Tests whether a refusal counts towards a lockout: unless the sender is known to have the secret and only signs wrongly. */
export function countsAsFailure({ reason }: Denied, { secretProved }: Trace): boolean {
  return FAILURES.has(reason) && !secretProved;
}
