import { LONGEST_DEBUG_MS } from '../../../lambda/authorizer/contract';
import { readDuration } from './duration';
import { FieldError } from './field';
import { readEnd } from './instant';

const ALLOWED = 'off, or a duration or time at most 24 hours ahead, such as 1h or 2026-03-05T18:00Z';

/**
 * Reads the end of a consumer's debugging: a duration from now, or an instant. `off` is `null`, which ends it now.
 *
 * @throws FieldError
 */
export function readDebugEnd(text: string, now: Date): string | null {
  if (text.trim() === 'off') return null;
  const endMs = /^\d+[a-z]$/.test(text) ? now.getTime() + durationOf(text) : Date.parse(instantOf(text, now));
  if (endMs <= now.getTime() || endMs - now.getTime() > LONGEST_DEBUG_MS) throw new FieldError(ALLOWED);
  // Whole seconds, rounded down: the authorizer ignores an end that is later than 24 hours ahead.
  return new Date(endMs - (endMs % 1000)).toISOString().replace('.000Z', 'Z');
}

function durationOf(text: string): number {
  try {
    return readDuration(text);
  } catch {
    throw new FieldError(ALLOWED);
  }
}

function instantOf(text: string, now: Date): string {
  try {
    return readEnd(text, now);
  } catch {
    throw new FieldError(ALLOWED);
  }
}

/** Returns the end of a consumer's debugging if it is still to come. */
export function debuggedUntil({ debugUntil }: { readonly debugUntil?: string }, now: Date): string | undefined {
  return debugUntil !== undefined && Date.parse(debugUntil) > now.getTime() ? debugUntil : undefined;
}
