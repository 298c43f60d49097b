import { CONSUMER_KEY_PATTERN } from '../../../lambda/authorizer/contract';
import { ID_ALLOWED, ID_PATTERN } from '../../identifiers';
import { OnboardingError } from '../errors';

/**
 * Reads a consumer key.
 *
 * @throws OnboardingError `usage`
 */
export function readConsumerKey(text: string): string {
  return matched('consumer key', text, CONSUMER_KEY_PATTERN, '1 to 128 letters, digits and _ . = @ + -');
}

/**
 * Reads a reseller id.
 *
 * @throws OnboardingError `usage`
 */
export function readResellerId(text: string): string {
  return matched('reseller', text, ID_PATTERN, ID_ALLOWED);
}

/**
 * Reads the name of a tier.
 *
 * @throws OnboardingError `usage`
 */
export function readTier(text: string): string {
  return matched('tier', text, ID_PATTERN, ID_ALLOWED);
}

function matched(what: string, text: string, pattern: RegExp, expected: string): string {
  if (pattern.test(text)) return text;
  throw new OnboardingError('usage', `${what}: got ${JSON.stringify(text)}, expected ${expected}`);
}
