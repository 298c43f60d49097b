import type { UsagePlan } from './api-gateway-state';

type QuotaPeriod = NonNullable<UsagePlan['quota']>['period'];

/** The UTC day of a time (epoch milliseconds), `YYYY-MM-DD`. AWS does not say in which zone a day begins (unknown). */
export function utcDay(now: number): string {
  return new Date(now).toISOString().slice(0, 10);
}

/** First UTC day of the quota period that holds a time: the day itself, the Sunday before (documented), the first of the month. */
export function periodStart(period: QuotaPeriod, now: number): string {
  const date = new Date(now);
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
  const starts = { DAY: day, WEEK: day - date.getUTCDay(), MONTH: 1 };
  return utcDay(Date.UTC(year, month, starts[period]));
}
