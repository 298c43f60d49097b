import type { ConsumerResult } from '../../onboarding/for-each-at-once';
import type { Context } from '../context';
import { progressBar } from './progress';

/** Prints the result of each consumer of a bulk change as soon as it is known, below a progress bar. */
export async function showResults<Outcome extends string>(
  { io, out }: Context,
  total: number,
  change: (onResult: (result: ConsumerResult<Outcome>) => void) => Promise<readonly ConsumerResult<Outcome>[]>,
): Promise<readonly ConsumerResult<Outcome>[]> {
  const bar = await progressBar(io, total, !out.json);
  try {
    return await change((result) => {
      bar.above(() => out.line(line(result)));
      bar.advance();
    });
  } finally {
    bar.stop();
  }
}

/** Number of results by outcome. */
export function countOutcomes(results: readonly ConsumerResult[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { outcome } of results) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
}

/** Formats the counts, such as `3 moved, 1 refused`; empty if there are none. */
export function countsText(counts: Readonly<Record<string, number>>): string {
  return Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([outcome, count]) => `${count} ${outcome}`)
    .join(', ');
}

function line({ consumerKey, outcome, reason }: ConsumerResult): string {
  return `${outcome.padEnd(13)} ${consumerKey}${reason === undefined ? '' : `: ${reason}`}`;
}
