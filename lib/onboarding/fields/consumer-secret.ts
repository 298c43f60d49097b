import { OnboardingError } from '../errors';

/** A consumer secret as it was typed or read, and whether a line break was taken off its end. */
export interface ReadSecret {
  readonly secret: string;
  readonly stripped: 'nothing' | 'line break';
}

/** Reads a consumer secret: 1 to 128 printable characters without spaces. Throws; the message never holds it. */
export function readConsumerSecret(text: string): ReadSecret {
  const secret = text.replace(/\r?\n$/, '');
  if (secret === '') throw refused('is empty');
  if (secret.length > 128) throw refused(`has ${secret.length} characters, expected at most 128`);
  if (/[\r\n]/.test(secret)) throw refused('spans several lines, expected one');
  if (!/^[!-~]+$/.test(secret)) throw refused('holds a space or a character that is not printable ASCII');
  return { secret, stripped: secret === text ? 'nothing' : 'line break' };
}

function refused(problem: string): OnboardingError {
  return new OnboardingError('usage', `The consumer secret ${problem}; nothing was written or sent.`);
}
