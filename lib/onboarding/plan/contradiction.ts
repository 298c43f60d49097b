import type { ConsumerDraft } from '../consumer';
import { OnboardingError } from '../errors';

/** Throws when a consumer's dates leave no time in which it is served. */
export function refuseContradiction({ rules = {}, consumerKey }: ConsumerDraft): void {
  const { validFrom, validUntil } = rules;
  if (validFrom === undefined || validUntil === undefined || Date.parse(validFrom) < Date.parse(validUntil)) return;
  throw new OnboardingError(
    'usage',
    `Consumer ${consumerKey} would never be served: valid from ${validFrom}, but only until ${validUntil}.`,
  );
}
