import { OnboardingError } from '../../onboarding/errors';
import { readDuration } from '../../onboarding/fields/duration';
import { readStart } from '../../onboarding/fields/instant';

/**
 * Reads the time of --since: a duration back from now, or an instant in the past.
 *
 * @throws OnboardingError `usage`
 */
export function readSince(text: string, now: Date): Date {
  const fromMs = millisecondsOf(text, now);
  if (fromMs !== undefined && fromMs < now.getTime()) return new Date(fromMs);
  const got = JSON.stringify(text);
  throw new OnboardingError(
    'usage',
    `--since: got ${got}, expected a duration such as 15m, 2h or 7d, or a past time such as 2026-03-05T18:00Z`,
  );
}

function millisecondsOf(text: string, now: Date): number | undefined {
  try {
    return /^\d+[a-z]$/.test(text) ? now.getTime() - readDuration(text) : Date.parse(readStart(text));
  } catch {
    return undefined;
  }
}
