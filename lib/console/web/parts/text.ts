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
