import { DAY_MS } from '../../periods';
import { type Field, FieldError } from './field';

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:\d{2})$/;
const MIDNIGHT = /T00:00:00(?:\.0+)?Z$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const ALLOWED = 'a day YYYY-MM-DD (UTC) or an instant YYYY-MM-DDTHH:MM with Z or an offset';

/** A field for the start of a validity; a day means its first instant. */
export function startField(help: string): Field<string> {
  return { placeholder: 'date', help, parse: readStart, format: (value) => dayAt(value, 0) ?? value };
}

/** A field for the end of a validity; a day is included as a whole. */
export function endField(help: string): Field<string> {
  return { placeholder: 'date', help, parse: readEnd, format: endText };
}

/** The end of a validity as people write it: the last day that is included as a whole, or an instant. */
export function endText(end: string): string {
  return dayAt(end, DAY_MS) ?? end;
}

/** The day whose first instant, or whose end after `lengthOfDay`, is at an instant; `undefined` within a day. */
function dayAt(instant: string, lengthOfDay: number): string | undefined {
  return MIDNIGHT.test(instant) ? iso(Date.parse(instant) - lengthOfDay).slice(0, 10) : undefined;
}

/**
 * Reads a start: an instant, or the first one of a day.
 *
 * @throws FieldError
 */
export function readStart(text: string): string {
  return iso(read(text, 0));
}

/**
 * Reads the end of a validity.
 *
 * @throws FieldError also when the end is not later than `now`
 */
export function readEnd(text: string, now?: Date): string {
  const end = read(text, DAY_MS);
  if (now && end <= now.getTime()) throw new FieldError(`${ALLOWED}, in the future`);
  return iso(end);
}

function read(text: string, lengthOfDay: number): number {
  const day = DAY.test(text);
  const date = text.slice(0, 10);
  const midnight = day || INSTANT.test(text) ? Date.parse(date) : Number.NaN;
  const time = Date.parse(text);
  // Date.parse reads the 31st of a shorter month as the 1st of the next.
  if (Number.isNaN(midnight) || Number.isNaN(time) || !iso(midnight).startsWith(date)) throw new FieldError(ALLOWED);
  return day ? time + lengthOfDay : time;
}

function iso(time: number): string {
  return new Date(time).toISOString().replace('.000Z', 'Z');
}
