import { OnboardingError } from '../../onboarding/errors';
import type { Days } from '../../onboarding/usage/meter-usage';
import { addDays, daysFrom, monthDays, utcDay } from '../../periods';

/** Days of a report when none are given. */
export const DEFAULT_DAYS = 30;

/** Options that choose the days of a report. */
export interface DaysOptions {
  readonly from?: string;
  readonly to?: string;
  readonly month?: string;
  readonly lastMonth?: boolean;
}

/**
 * Reads the days of a report.
 *
 * @throws OnboardingError `usage` for days that do not exist, lie ahead or are too many
 */
export function readDays({ from, to, month, lastMonth }: DaysOptions, now: Date): Days {
  const today = utcDay(now.getTime());
  if (lastMonth) return monthDays(addDays(`${today.slice(0, 7)}-01`, -1).slice(0, 7));
  if (month !== undefined) return readMonth(month, today);
  const last = readDay('--to', to) ?? today;
  const first = readDay('--from', from) ?? addDays(last, 1 - DEFAULT_DAYS);
  if (first > last) throw new OnboardingError('usage', `--from ${first} is after --to ${last}`);
  if (last > today) throw new OnboardingError('usage', `--to ${last} is after today, ${today} in UTC`);
  if (daysFrom(first, last).length > 366) {
    throw new OnboardingError('usage', `--from ${first} to --to ${last}: expected at most 366 days`);
  }
  return { from: first, to: last };
}

/** The days of a month, up to today if it has not ended. */
function readMonth(text: string, today: string): Days {
  const days = /^\d{4}-(0[1-9]|1[0-2])$/.test(text) ? monthDays(text) : undefined;
  if (!days) throw new OnboardingError('usage', `--month: got ${JSON.stringify(text)}, expected a month YYYY-MM`);
  if (days.from > today) throw new OnboardingError('usage', `--month ${text} is after today, ${today} in UTC`);
  return { from: days.from, to: days.to < today ? days.to : today };
}

function readDay(option: string, text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : Number.NaN;
  if (!Number.isNaN(time) && utcDay(time) === text) return text;
  throw new OnboardingError('usage', `${option}: got ${JSON.stringify(text)}, expected a day YYYY-MM-DD`);
}
