import { OnboardingError } from './errors';

/** Consumers changed at the same time. A bulk change is limited by the control plane's pace, not by this number. */
const AT_ONCE = 8;

/** Outcome for one consumer of a bulk change. */
export interface ConsumerResult<Outcome extends string = string> {
  readonly consumerKey: string;
  readonly outcome: Outcome | 'refused';
  /** Set when the change was refused. */
  readonly reason?: string;
}

/**
 * Changes many consumers, several at a time. A refused one does not stop the others.
 *
 * @param change returns the outcome; its OnboardingError becomes the outcome `refused`
 * @param onResult called with each result as soon as it is known
 * @returns the results in the order of the items
 */
export async function forEachAtOnce<Item extends { readonly consumerKey: string }, Outcome extends string>(
  items: readonly Item[],
  change: (item: Item) => Promise<Omit<ConsumerResult<Outcome>, 'consumerKey'>>,
  onResult: (result: ConsumerResult<Outcome>) => void,
): Promise<readonly ConsumerResult<Outcome>[]> {
  const queue = items.map((item, index) => ({ item, index }));
  const results: ConsumerResult<Outcome>[] = [];
  const work = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const { item, index } = next;
      const result = { consumerKey: item.consumerKey, ...(await change(item).catch(refusedBy)) };
      results[index] = result;
      onResult(result);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return results;
}

function refusedBy(error: unknown): { readonly outcome: 'refused'; readonly reason: string } {
  if (error instanceof OnboardingError) return { outcome: 'refused', reason: error.message };
  throw error;
}
