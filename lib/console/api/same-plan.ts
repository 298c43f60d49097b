import { isDeepStrictEqual } from 'node:util';
import type { StepView } from '../contract';

const TIME = /\d{4}-\d\d-\d\dT[\d:.]+Z/g;
/** Ends such as "in three days" move on between showing a plan and carrying it out. */
const LONGEST_LOOK_MS = 60 * 60_000;

/** Compares the plan that was shown with the plan as it is now. Its times may be later by an hour at most. */
export function isSamePlan(shown: readonly StepView[], now: readonly StepView[]): boolean {
  const [before, after] = [shown, now].map((steps) => JSON.stringify(steps));
  if (before === undefined || after === undefined) return false;
  if (!isDeepStrictEqual(before.split(TIME), after.split(TIME))) return false;
  const times = (text: string) => (text.match(TIME) ?? []).map((time) => Date.parse(time));
  const later = times(after);
  return times(before).every((time, index) => {
    const moved = (later[index] ?? Number.NaN) - time;
    return moved >= 0 && moved <= LONGEST_LOOK_MS;
  });
}
