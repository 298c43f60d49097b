import { serviceHoursRule } from '../../../../lambda/authorizer/consumers/rules/service-hours';
import { outcome } from '../../support/rules';

const at = (declared: unknown, instant: string) => outcome(serviceHoursRule(declared), { nowMs: Date.parse(instant) });
const DAY = { from: '08:00', until: '18:00', timeZone: 'UTC' };
const NIGHT = { days: ['fri'], from: '22:00', until: '06:00', timeZone: 'UTC' };

// 2026-11-24 is a Tuesday, 2026-11-27 a Friday.
test.each([
  ['the first minute', DAY, '2026-11-24T08:00:00Z'],
  ['the last minute', DAY, '2026-11-24T17:59:59Z'],
  ['the first minute of a half hour', { ...DAY, from: '08:30' }, '2026-11-24T08:30:00Z'],
  ['any day when no days are named', DAY, '2026-11-29T12:00:00Z'],
  ['a named day', { ...DAY, days: ['tue'] }, '2026-11-24T12:00:00Z'],
  ['the last minute before 24:00', { ...DAY, until: '24:00' }, '2026-11-24T23:59:59Z'],
  ['the evening of a window over midnight', NIGHT, '2026-11-27T22:00:00Z'],
  ['the morning after its day', NIGHT, '2026-11-28T05:59:59Z'],
  ['the morning after Sunday', { ...NIGHT, days: ['sun'] }, '2026-11-30T03:00:00Z'],
  ['midnight itself in a window over midnight', NIGHT, '2026-11-28T00:00:00Z'],
  ['local time in winter', { ...DAY, timeZone: 'Europe/Berlin' }, '2026-11-24T07:00:00Z'],
  ['local time in summer', { ...DAY, timeZone: 'Europe/Berlin' }, '2026-07-21T06:00:00Z'],
  [
    'the local day ahead of UTC',
    { ...DAY, days: ['wed'], from: '00:00', timeZone: 'Asia/Tokyo' },
    '2026-11-24T15:00:00Z',
  ],
  [
    'the local day behind UTC',
    { ...DAY, days: ['mon'], until: '24:00', timeZone: 'America/New_York' },
    '2026-11-24T04:59:00Z',
  ],
  [
    'half an hour that DST repeats',
    { ...DAY, from: '02:00', until: '03:00', timeZone: 'Europe/Berlin' },
    '2026-10-25T01:30:00Z',
  ],
  ['a zone of half hours', { ...DAY, timeZone: 'Asia/Kolkata' }, '2026-11-24T02:30:00Z'],
])('serves during %s', (_, declared, instant) => {
  expect(at(declared, instant)).toBe('passes');
});

test.each([
  ['the minute before', DAY, '2026-11-24T07:59:59Z'],
  ['the minute before a half hour', { ...DAY, from: '08:30' }, '2026-11-24T08:29:59Z'],
  ['the minute at which it ends', DAY, '2026-11-24T18:00:00Z'],
  ['another day', { ...DAY, days: ['mon', 'wed'] }, '2026-11-24T12:00:00Z'],
  ['the evening of a day that is not listed', NIGHT, '2026-11-28T23:00:00Z'],
  ['the morning of a listed day', NIGHT, '2026-11-27T05:00:00Z'],
  ['the end of a window over midnight', NIGHT, '2026-11-28T06:00:00Z'],
  ['the time between two windows over midnight', { ...NIGHT, days: undefined }, '2026-11-27T12:00:00Z'],
  ['local time in winter', { ...DAY, timeZone: 'Europe/Berlin' }, '2026-11-24T06:59:59Z'],
  ['local time in summer', { ...DAY, timeZone: 'Europe/Berlin' }, '2026-07-21T16:00:00Z'],
  [
    'an hour that DST skips',
    { ...DAY, from: '02:00', until: '03:00', timeZone: 'Europe/Berlin' },
    '2026-03-29T01:30:00Z',
  ],
])('does not serve during %s', (_, declared, instant) => {
  expect(at(declared, instant)).toBe('outside_service_hours');
});

test('the message leaves the days out if none are declared', () => {
  expect(serviceHoursRule(DAY)({ nowMs: 0 } as never)?.detail.sentence).toBe('They are 08:00 to 18:00 UTC.');
});

test('the message lists the days in the order of the week', () => {
  const declared = { ...NIGHT, days: ['sun', 'mon', 'fri'] };
  expect(serviceHoursRule(declared)({ nowMs: Date.parse('2026-11-24T12:00:00Z') } as never)?.detail.sentence).toBe(
    'They are 22:00 to 06:00 UTC on mon, fri, sun.',
  );
});

test.each([
  ['no object', 'always', 'rules.serviceHours should be an object'],
  ['null', null, 'rules.serviceHours should be an object'],
  ['a misspelt member', { ...DAY, day: ['mon'] }, 'rules.serviceHours.day should be left out, or one of days, from'],
  ['a member that does not exist', { ...DAY, excludeDates: [] }, 'rules.serviceHours.excludeDates should be left out'],
  ['no from', { ...DAY, from: undefined }, 'rules.serviceHours.from should be a local time HH:MM'],
  ['an hour too late', { ...DAY, from: '24:00' }, 'rules.serviceHours.from should be a local time HH:MM'],
  ['a number for a time', { ...DAY, from: 8 }, 'rules.serviceHours.from should be a local time HH:MM'],
  ['one digit', { ...DAY, from: '8:00' }, 'rules.serviceHours.from should be a local time HH:MM'],
  ['minutes over 59', { ...DAY, until: '08:60' }, 'rules.serviceHours.until should be a local time HH:MM'],
  ['text after the time', { ...DAY, until: '08:30h' }, 'rules.serviceHours.until should be a local time HH:MM'],
  ['text before the time', { ...DAY, until: 'x08:30' }, 'rules.serviceHours.until should be a local time HH:MM'],
  ['an empty window', { ...DAY, until: '08:00' }, 'rules.serviceHours.until should be a time other than from'],
  ['no days', { ...DAY, days: [] }, 'rules.serviceHours.days should be some of mon, tue, wed, thu, fri, sat, sun'],
  ['days that are not a list', { ...DAY, days: 'mon' }, 'rules.serviceHours.days should be some of'],
  ['an unknown day', { ...DAY, days: ['mon', 'monday'] }, 'rules.serviceHours.days should be some of'],
  [
    'an unknown time zone',
    { ...DAY, timeZone: 'Europe/Atlantis' },
    'rules.serviceHours.timeZone should be an IANA time zone',
  ],
  ['a time zone with a quote', { ...DAY, timeZone: 'UTC"' }, 'rules.serviceHours.timeZone should be an IANA time zone'],
  ['no time zone', { ...DAY, timeZone: undefined }, 'rules.serviceHours.timeZone should be an IANA time zone'],
])('a window with %s is malformed', (_, declared, message) => {
  expect(() => serviceHoursRule(declared)).toThrow(message);
});
