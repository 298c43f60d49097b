const NUMBER = new Intl.NumberFormat('en');

/** A whole number with separators. */
export function count(value: number): string {
  return NUMBER.format(value);
}

/** A number of calls, such as `1 call`. */
export function calls(value: number): string {
  return `${count(value)} ${value === 1 ? 'call' : 'calls'}`;
}

/** A time in UTC, `2026-11-26 08:15`; a dash for none. */
export function time(text: string | null | undefined): string {
  return text === null || text === undefined ? '–' : `${text.slice(0, 10)} ${text.slice(11, 16)}`;
}

/** A time with its zone, `2026-11-26 08:15 UTC`; a dash for none. */
export function timeUtc(text: string | null | undefined): string {
  return text === null || text === undefined ? time(text) : `${time(text)} UTC`;
}

/** Text that contains every word of a search, in any order and case. */
export function contains(text: string, search: string): boolean {
  const lower = text.toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => lower.includes(word));
}

/** A value as an option takes it, for reading: `a, b` for `a,b`, and times as everywhere on the pages. */
export function readable(text: string): string {
  return readableTimes(text.replaceAll(/,(?=\S)/g, ', '));
}

/** A text whose instants read like the times of the pages. */
export function readableTimes(text: string): string {
  return text.replaceAll(/\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g, (instant) => timeUtc(instant));
}

/** Time from now until a time: `14 minutes`, `3 hours`; `a moment` if it is over. */
export function timeLeft(until: string, nowMs: number): string {
  const minutes = Math.ceil((Date.parse(until) - nowMs) / 60_000);
  if (!(minutes > 0)) return 'a moment';
  if (minutes < 120) return minutes === 1 ? '1 minute' : `${minutes} minutes`;
  return `${Math.round(minutes / 60)} hours`;
}
