import { validityRule } from '../../../../lambda/authorizer/consumers/rules/validity';
import { outcome } from '../../support/rules';

const at = (from: unknown, until: unknown, instant: string) =>
  outcome(validityRule(from, until), { nowMs: Date.parse(instant) });
const FROM = '2026-11-24T12:00:00Z';
const UNTIL = '2026-11-25T00:00:00+01:00';

test.each([
  ['from the start on', FROM, undefined, '2026-11-24T12:00:00Z', 'passes'],
  ['not before the start', FROM, undefined, '2026-11-24T11:59:59.999Z', 'consumer_not_yet_valid'],
  ['until the end', undefined, UNTIL, '2026-11-24T22:59:59.999Z', 'passes'],
  ['not at the end', undefined, UNTIL, '2026-11-24T23:00:00Z', 'consumer_expired'],
  ['at any time without either', undefined, undefined, '2026-11-24T12:00:00Z', 'passes'],
])('a consumer is served %s', (_, from, until, instant, expected) => {
  expect(at(from, until, instant)).toBe(expected);
});

test.each([
  '2026-11-24',
  '2026-11-24T12:00:00',
  '2026-13-24T12:00:00Z',
  '2027-02-30T00:00:00Z',
  '2027-02-29T23:59:59-05:00',
  '2026-04-31T00:00+14:00',
  '2026-00-01T00:00Z',
  'x2026-11-24T12:00:00Z',
  '2026-11-24T12:00:00Zx',
  1795521600,
  null,
  '',
  '2026-11-24T12:00:00+0100',
])('%p is not an instant', (value) => {
  expect(() => validityRule(value, undefined)).toThrow(
    'rules.validFrom should be an ISO 8601 instant with offset or Z',
  );
  expect(() => validityRule(undefined, value)).toThrow(
    'rules.validUntil should be an ISO 8601 instant with offset or Z',
  );
});

test.each([
  '2026-11-24T12:00Z',
  '2028-02-29T23:59:59-05:00',
  '2026-12-31T00:30:00+14:00',
  '2026-11-24T12:00:00.123456Z',
  '2026-11-24T12:00:00-05:30',
])('%s is an instant', (value) => {
  expect(() => validityRule(value, value)).not.toThrow();
});

test('the message states from when or until when the consumer is valid', () => {
  const sentenceAt = (nowMs: number) => validityRule(FROM, UNTIL)({ nowMs } as never)?.detail.sentence;
  expect(sentenceAt(0)).toBe('It is valid from 2026-11-24T12:00:00.000Z.');
  expect(sentenceAt(2e12)).toBe('It was valid until 2026-11-24T23:00:00.000Z.');
});
