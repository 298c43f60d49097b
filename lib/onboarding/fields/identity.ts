import { CONSUMER_KEY_PATTERN } from '../../../lambda/authorizer/contract';
import { OnboardingError } from '../errors';

/** Reseller ids and tiers, as the configuration's vocabulary has them; without its parser, which costs start-up time. */
export const ID_PATTERN = /^[a-z](?:-?[a-z0-9]){0,39}$/;
const ID = 'at most 40 lower-case letters, digits and single hyphens, a letter first';

/** A consumer key that can be onboarded; throws. */
export function readConsumerKey(text: string): string {
  return matched('consumer key', text, CONSUMER_KEY_PATTERN, '1 to 128 letters, digits and _ . = @ + -');
}

/** A reseller id; throws. */
export function readResellerId(text: string): string {
  return matched('reseller', text, ID_PATTERN, ID);
}

/** The name of a tier; throws. */
export function readTier(text: string): string {
  return matched('tier', text, ID_PATTERN, ID);
}

function matched(what: string, text: string, pattern: RegExp, expected: string): string {
  if (pattern.test(text)) return text;
  throw new OnboardingError('usage', `${what}: got ${JSON.stringify(text)}, expected ${expected}`);
}
