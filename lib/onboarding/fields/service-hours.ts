import { type ServiceHours, type Weekday, WEEKDAYS } from '../../../lambda/authorizer/contract';
import { type Field, FieldError } from './field';

const HOURS = /^(?:([a-z,-]+) )?([01]\d:[0-5]\d|2[0-3]:[0-5]\d)-([01]\d:[0-5]\d|2[0-3]:[0-5]\d|24:00) (\S+)$/;
const ALLOWED = '[days] HH:MM-HH:MM time-zone, such as "mon-fri 08:00-18:00 Europe/Berlin"';

/** Field for the window of the day in which a consumer is served. */
export const serviceHoursField: Field<ServiceHours> = {
  placeholder: 'hours',
  help: 'served in this window only, such as "mon-fri 08:00-18:00 Europe/Berlin"; may span midnight',
  parse(text) {
    const [, days, from = '', until = '', timeZone = ''] = HOURS.exec(text.trim()) ?? [];
    if (from === '') throw new FieldError(ALLOWED);
    if (from === until) throw new FieldError(`${ALLOWED}; the end differs from the start`);
    if (!isTimeZone(timeZone)) throw new FieldError(`${ALLOWED}; the zone by its IANA name`);
    return { ...(days !== undefined && { days: readDays(days) }), from, until, timeZone };
  },
  format: ({ days, from, until, timeZone }) =>
    `${days ? `${spansOf(days).join(',')} ` : ''}${from}-${until} ${timeZone}`,
};

function readDays(text: string): readonly Weekday[] {
  const days = new Set(text.split(',').flatMap(readSpan));
  return WEEKDAYS.filter((day) => days.has(day));
}

/** Reads one day, or the days from one to another, which may include the end of the week. */
function readSpan(text: string): readonly Weekday[] {
  const [first = '', last = first, ...rest] = text.split('-');
  const [from, to] = [WEEKDAYS.indexOf(first as Weekday), WEEKDAYS.indexOf(last as Weekday)];
  if (from < 0 || to < 0 || rest.length > 0) throw new FieldError(`${ALLOWED}; days are ${WEEKDAYS.join(', ')}`);
  const length = ((to - from + WEEKDAYS.length) % WEEKDAYS.length) + 1;
  return Array.from({ length }, (_, index) => WEEKDAYS[(from + index) % WEEKDAYS.length]!);
}

/** Days as they are written: three or more in a row as a span. */
function spansOf(days: readonly Weekday[]): readonly string[] {
  const runs: Weekday[][] = [];
  for (const day of days) {
    const run = runs.at(-1);
    if (run && WEEKDAYS.indexOf(day) === WEEKDAYS.indexOf(run.at(-1)!) + 1) run.push(day);
    else runs.push([day]);
  }
  return runs.flatMap((run) => (run.length > 2 ? [`${run[0]!}-${run.at(-1)!}`] : run));
}

function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z][A-Za-z0-9_+/-]*$/.test(name)) return false;
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
