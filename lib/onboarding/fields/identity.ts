import { CONSUMER_KEY_PATTERN, subjectKey } from '../../../lambda/authorizer/contract';
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
 * Returns the consumer key of a subject of bearer tokens.
 *
 * @throws OnboardingError `usage`
 */
export function readSubject(text: string): string {
  const key = subjectKey(text);
  if (key !== undefined) return key;
  throw new OnboardingError(
    'usage',
    `subject: got ${JSON.stringify(text)}, expected text whose consumer key has at most 128 characters; each character except letters, digits and _ . @ + - takes three or more`,
  );
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
