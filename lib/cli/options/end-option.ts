import { OnboardingError } from '../../onboarding/errors';
import { FieldError } from '../../onboarding/fields/field';
import { readEnd } from '../../onboarding/fields/instant';

/**
 * Reads an option for the end of a validity.
 *
 * @throws OnboardingError `usage`, naming the option
 */
export function readEndOption(option: string, text: string | undefined, now: Date): string | undefined {
  return text === undefined ? undefined : readOption(option, text, (given) => readEnd(given, now));
}

/**
 * Reads an option's text.
 *
 * @throws OnboardingError `usage`, naming the option
 */
export function readOption<T>(option: string, text: string, read: (text: string) => T): T {
  try {
    return read(text);
  } catch (error) {
    if (!(error instanceof FieldError)) throw error;
    throw new OnboardingError('usage', `${option}: got ${JSON.stringify(text)}, expected ${error.message}`);
  }
}
