import { CONSUMER_KEY_PATTERN } from '../../../lambda/authorizer/contract';
import { OnboardingError } from '../../onboarding/errors';
import type { InputText } from './read-input';

/**
 * Reads a list of consumer keys, one a line. Empty lines, and everything after a `#`, are left out.
 *
 * @throws OnboardingError `usage` with every line that is not a consumer key; it repeats none of them, since people also
 *   paste secrets
 */
export function readUserKeys({ name, text }: InputText): readonly string[] {
  const lines = text.split(/\r?\n/).map((line) => line.replace(/#.*/, '').trim());
  const wrong = lines.flatMap((line, index) => (line === '' || CONSUMER_KEY_PATTERN.test(line) ? [] : [index + 1]));
  if (wrong.length > 0) {
    const places = `${wrong.length === 1 ? 'line' : 'lines'} ${wrong.join(', ')}`;
    throw new OnboardingError(
      'usage',
      `${name}, ${places}: expected one consumer key a line: 1 to 128 letters, digits and _ . = @ + -`,
    );
  }
  return lines.filter((line) => line !== '');
}
