import { OnboardingError } from '../errors';

/** A consumer secret, and what was removed from the end of its text. */
export interface ReadSecret {
  readonly secret: string;
  readonly stripped: 'nothing' | 'line break';
}

/**
 * Reads a consumer secret: 1 to 128 printable characters without spaces.
 *
 * @throws OnboardingError `usage`; its message never contains the secret
 */
export function readConsumerSecret(text: string): ReadSecret {
  const secret = text.replace(/\r?\n$/, '');
  if (secret === '') throw refused('is empty');
  if (secret.length > 128) throw refused(`has ${secret.length} characters, expected at most 128`);
  if (/[\r\n]/.test(secret)) throw refused('spans several lines, expected one');
  if (!/^[!-~]+$/.test(secret)) throw refused('contains a space or a character that is not printable ASCII');
  return { secret, stripped: secret === text ? 'nothing' : 'line break' };
}

function refused(problem: string): OnboardingError {
  return new OnboardingError('usage', `The consumer secret ${problem}; nothing was written or sent.`);
}
