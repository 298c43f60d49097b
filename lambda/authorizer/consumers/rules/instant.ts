import { MalformedDocumentError } from '../malformed-document';

// ISO 8601 with offset or Z, as Date.parse reads it on every platform.
const INSTANT = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})$/;

/** Reads an instant as epoch milliseconds; `undefined` when absent. @throws MalformedDocumentError */
export function readInstant(member: string, value: unknown): number | undefined {
  if (value === undefined) return undefined;
  const [text = '', day = ''] = (typeof value === 'string' && INSTANT.exec(value)) || [];
  const instant = Date.parse(text);
  if (Number.isNaN(instant) || !isCalendarDay(day))
    throw new MalformedDocumentError(member, 'an ISO 8601 instant with offset or Z');
  return instant;
}

/** Date.parse takes the 30th of February for the 2nd of March. */
function isCalendarDay(day: string): boolean {
  return new Date(day).toISOString().startsWith(day);
}

/** An instant as callers are told it. */
export function printInstant(instant: number): string {
  return new Date(instant).toISOString();
}
