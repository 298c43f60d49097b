import type { Command } from 'commander';
import { SETTLING_MS } from '../../onboarding/settle';

/** Adds `--at-once`. */
export function atOnceOption(command: Command): Command {
  return command.option(
    '--at-once',
    'use new API keys at once; until they work everywhere, requests can be refused with 403',
  );
}

/** Returns the next step after a bulk change that prepared some consumers; empty if there are none. */
export function preparedText(counts: Readonly<Record<string, number>>, now: Date): string {
  if (counts['prepared'] === undefined) return '';
  const after = new Date(now.getTime() + SETTLING_MS).toISOString().slice(11, 16);
  return ' Prepared consumers keep their API keys as long as the new ones may not work everywhere: run this again after '.concat(
    `${after} UTC.`,
  );
}
