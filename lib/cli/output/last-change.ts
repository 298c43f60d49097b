import { callerName } from '../../onboarding/caller-name';
import type { LastChange } from '../../onboarding/consumer';
import type { ListedConsumer } from '../../onboarding/inventory/list-consumers';

/** The clocks of AWS and of those who change consumers may differ by this much (AWS refuses requests beyond it). */
const CLOCK_DIFFERENCE_MS = 15 * 60_000;

/** The last change of a consumer's record, and a later change of its secret that this package did not make. */
export function recordChangeText({ consumer, lastChangedAt }: ListedConsumer): string | undefined {
  const lastChange = consumer?.lastChange;
  const later = lastChangedAt?.toISOString();
  if (!lastChange) return later && `${later}; the caller is not recorded, "consumer history" may know`;
  const isOther = lastChangedAt && lastChangedAt.getTime() - Date.parse(lastChange.at) > CLOCK_DIFFERENCE_MS;
  const text = lastChangeText(lastChange);
  return isOther ? `${text}; at ${later} something else changed the secret, "consumer history" may know what` : text;
}

/** A last change as text, such as `2026-03-01T08:15:00.000Z by jane@example.com (role operators)`. */
export function lastChangeText({ at, by }: LastChange): string {
  return `${at} by ${by === undefined ? 'an unknown caller' : callerName(by)}`;
}

/** A last change in JSON output. */
export function lastChangeJson(lastChange: LastChange | undefined) {
  return lastChange ? { at: lastChange.at, by: lastChange.by ?? null } : null;
}
