import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { WORK } from './scratch';

const FILE = join(WORK, 'journal.json');

/** A run that began and whose clean-up has not ended. */
export interface Journal {
  readonly account: string;
  readonly region: string;
  readonly startedAt: string;
}

/** Reads the journal of a run that did not clean up; `undefined` when there is none. */
export function readJournal(): Journal | undefined {
  try {
    return JSON.parse(readFileSync(FILE, 'utf8')) as Journal;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Notes a run before it creates anything. */
export function beginJournal(journal: Journal): void {
  mkdirSync(WORK, { recursive: true });
  writeFileSync(FILE, JSON.stringify(journal));
}

/** Ends the journal: nothing is left to clean up. */
export function endJournal(): void {
  rmSync(FILE, { force: true });
}
