import { MalformedDocumentError } from '../malformed-document';

// The ISO 8601 forms that Date.parse reads the same on every platform.
const INSTANT = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})$/;

/**
 * Reads an ISO 8601 instant as epoch milliseconds; `undefined` stays `undefined`.
 *
 * @param member path of the value in the document, for the error
 * @throws MalformedDocumentError
 */
export function readInstant(member: string, value: unknown): number | undefined {
  if (value === undefined) return undefined;
  const [text = '', day = ''] = (typeof value === 'string' && INSTANT.exec(value)) || [];
  const instant = Date.parse(text);
  if (Number.isNaN(instant) || !isCalendarDay(day))
    throw new MalformedDocumentError(member, 'an ISO 8601 instant with offset or Z');
  return instant;
}

/** Rejects days that Date.parse would move into the next month, such as February 30. */
function isCalendarDay(day: string): boolean {
  return new Date(day).toISOString().startsWith(day);
}

/** Formats an instant, given in epoch milliseconds, for messages to callers. */
export function printInstant(instant: number): string {
  return new Date(instant).toISOString();
}
