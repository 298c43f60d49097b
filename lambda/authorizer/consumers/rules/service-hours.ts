import { WEEKDAYS } from '../../contract';
import { Denied } from '../../decision';
import { MalformedDocumentError, readExactObject } from '../malformed-document';
import type { Rule } from './rule';

const TIME = /^([01]\d|2[0-3]):([0-5]\d)$/;
const END_OF_DAY = 24 * 60;

/**
 * Makes the rule that allows requests only within a daily window of local time. A window whose `from` is later than its
 * `until` spans midnight and belongs to the day on which it starts. DST needs no special handling: local wall-clock
 * times are compared.
 */
export function serviceHoursRule(declared: unknown): Rule {
  const { days, from, until, timeZone } = readExactObject(declared, 'rules.serviceHours', [
    'days',
    'from',
    'until',
    'timeZone',
  ]);
  const start = readTime('rules.serviceHours.from', from);
  const end = until === '24:00' ? END_OF_DAY : readTime('rules.serviceHours.until', until);
  if (start === end) throw new MalformedDocumentError('rules.serviceHours.until', 'a time other than from');
  const startsOn = readDays(days);
  const localTime = localClock(timeZone);

  const sentence = `They are ${String(from)} to ${String(until)} ${String(timeZone)}${
    days === undefined ? '' : ` on ${[...startsOn].map((day) => WEEKDAYS[day]).join(', ')}`
  }.`;
  return ({ nowMs }) => {
    const { day, minute } = localTime(nowMs);
    const dayBefore = (day + 6) % 7;
    const open =
      start < end
        ? startsOn.has(day) && minute >= start && minute < end
        : (startsOn.has(day) && minute >= start) || (startsOn.has(dayBefore) && minute < end);
    return open ? undefined : new Denied('outside_service_hours', { sentence });
  };
}

function readTime(member: string, value: unknown): number {
  const time = typeof value === 'string' ? TIME.exec(value) : null;
  if (!time) throw new MalformedDocumentError(member, 'a local time HH:MM');
  return Number(time[1]) * 60 + Number(time[2]);
}

/** Reads days as indexes into WEEKDAYS. */
function readDays(value: unknown): ReadonlySet<number> {
  if (value === undefined) return new Set(WEEKDAYS.keys());
  const days = Array.isArray(value)
    ? value.map((day: unknown) => WEEKDAYS.findIndex((weekday) => weekday === day))
    : [];
  if (days.length === 0 || days.includes(-1)) {
    throw new MalformedDocumentError('rules.serviceHours.days', `some of ${WEEKDAYS.join(', ')}`);
  }
  return new Set(days.toSorted((a, b) => a - b));
}

/** Makes a function that returns the local day, as an index into WEEKDAYS, and the minutes since local midnight. */
function localClock(timeZone: unknown): (nowMs: number) => { readonly day: number; readonly minute: number } {
  const format = readTimeZone(timeZone);
  return (nowMs) => {
    const parts = Object.fromEntries(format.formatToParts(nowMs).map(({ type, value }) => [type, value]));
    return {
      day: WEEKDAYS.findIndex((weekday) => weekday === parts.weekday?.toLowerCase()),
      minute: Number(parts.hour) * 60 + Number(parts.minute),
    };
  };
}

function readTimeZone(timeZone: unknown): Intl.DateTimeFormat {
  try {
    if (typeof timeZone === 'string' && /^[A-Za-z0-9_+/-]+$/.test(timeZone)) {
      return new Intl.DateTimeFormat('en-US', {
        timeZone,
        weekday: 'short',
        hour: '2-digit',
        minute: '2-digit',
        hourCycle: 'h23',
      });
    }
  } catch {
    // A well-formed but unknown name is malformed as well.
  }
  throw new MalformedDocumentError('rules.serviceHours.timeZone', 'an IANA time zone');
}
