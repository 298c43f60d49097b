import type { ConsumerDraft } from '../consumer';
import { OnboardingError } from '../errors';

/**
 * Requires that a consumer's validity starts before it ends.
 *
 * @throws OnboardingError `usage`
 */
export function requireValidity({ rules = {}, consumerKey }: ConsumerDraft): void {
  const { validFrom, validUntil } = rules;
  if (validFrom === undefined || validUntil === undefined || Date.parse(validFrom) < Date.parse(validUntil)) return;
  throw new OnboardingError(
    'usage',
    `Consumer ${consumerKey} would never be served: valid from ${validFrom}, but only until ${validUntil}.`,
  );
}
