import { Denied } from '../../decision';
import { printInstant, readInstant } from './instant';
import type { Rule } from './rule';

/** Makes the rule that denies requests before `validFrom`, and from `validUntil` on. */
export function validityRule(validFrom: unknown, validUntil: unknown): Rule {
  const from = readInstant('rules.validFrom', validFrom);
  const until = readInstant('rules.validUntil', validUntil);
  return ({ nowMs }) => {
    if (from !== undefined && nowMs < from) {
      return new Denied('consumer_not_yet_valid', { sentence: `It is valid from ${printInstant(from)}.` });
    }
    if (until !== undefined && nowMs >= until) {
      return new Denied('consumer_expired', { sentence: `It was valid until ${printInstant(until)}.` });
    }
    return undefined;
  };
}
