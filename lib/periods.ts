/** A day in milliseconds; UTC days have no leap seconds in JavaScript's clock. */
export const DAY_MS = 86_400_000;

/** Period after which a usage plan's quota starts again (Amazon API Gateway, QuotaSettings). */
export interface QuotaPeriod {
  readonly period: 'DAY' | 'WEEK' | 'MONTH';
  /**
   * Day on which the period starts: 0 (Sunday) to 6 of a week, 0 (the 1st) to 27 of a month; 0 when absent. Inferred:
   * API Gateway accepts exactly these numbers, although its reference calls them requests.
   */
  readonly offset?: number;
}

/** The longest quota period, a month of 31 days. */
export const LONGEST_PERIOD_DAYS = 31;

/**
 * First day of the quota period that contains a day.
 *
 * @param day `YYYY-MM-DD`, UTC
 */
export function periodStart({ period, offset = 0 }: QuotaPeriod, day: string): string {
  const date = new Date(day);
  switch (period) {
    case 'DAY':
      return day;
    case 'WEEK':
      return addDays(day, -((date.getUTCDay() - offset + 7) % 7));
    case 'MONTH': {
      const monthsBack = date.getUTCDate() > offset ? 0 : 1;
      return utcDay(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - monthsBack, 1 + offset));
    }
  }
}

/** The UTC day of a time in epoch milliseconds, `YYYY-MM-DD`. */
export function utcDay(timeMs: number): string {
  return new Date(timeMs).toISOString().slice(0, 10);
}

/** The day so many days later, or earlier when `count` is negative; days are `YYYY-MM-DD`. */
export function addDays(day: string, count: number): string {
  return utcDay(Date.parse(day) + count * DAY_MS);
}

/** First and last day of a calendar month, `YYYY-MM`. */
export function monthDays(month: string): { readonly from: string; readonly to: string } {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return { from: `${month}-01`, to: utcDay(Date.UTC(year, number, 0)) };
}

/** Every day from one to another, both included; none when the last comes before the first. */
export function daysFrom(first: string, last: string): readonly string[] {
  const count = (Date.parse(last) - Date.parse(first)) / DAY_MS + 1;
  return Array.from({ length: Math.max(0, count) }, (_, index) => addDays(first, index));
}
