import { assert, property, string } from 'fast-check';
import { subjectKey } from '../../../lambda/authorizer/bearer/subject-key';
import { CONSUMER_KEY_PATTERN } from '../../../lambda/authorizer/contract';

test.each([
  ['crm-prod.acme', 'crm-prod.acme'],
  ['auth0|5f7c8e', 'auth0=7C5f7c8e'],
  ['a=7Cb', 'a=3D7Cb'],
  ['Zoë Müller', 'Zo=C3=AB=20M=C3=BCller'],
  ['tab\tand newline\n', 'tab=09and=20newline=0A'],
])('the subject %s has the consumer key %s', (subject, key) => {
  expect(subjectKey(subject)).toBe(key);
});

test.each([
  ['empty', ''],
  ['longer than a key', 'a'.repeat(129)],
  ['longer than a key once it is escaped', '|'.repeat(43)],
  ['not well-formed text', 'crm\ud800'],
])('a subject that is %s has no consumer key', (_, subject) => {
  expect(subjectKey(subject)).toBeUndefined();
});

test('a byte below 16 has two digits, so it and what follows are not another byte', () => {
  expect(subjectKey('\u0001C')).toBe('=01C');
  expect(subjectKey('\u001c')).toBe('=1C');
});

test('every consumer key of a subject is a consumer key, and no other subject has it', () => {
  assert(
    property(string({ unit: 'binary', maxLength: 40 }), string({ maxLength: 40 }), (one, other) => {
      const [first, second] = [subjectKey(one), subjectKey(other)];
      const isKey = first === undefined || CONSUMER_KEY_PATTERN.test(first);
      const isOwn = first === undefined || one === other || first !== second;
      expect({ isKey, isOwn }).toEqual({ isKey: true, isOwn: true });
    }),
  );
});

test('the subject can be read back from its key, so no two subjects share one', () => {
  assert(
    property(string({ unit: 'grapheme', minLength: 1, maxLength: 20 }), (subject) => {
      const key = subjectKey(subject);
      expect(key === undefined ? subject : decodeURIComponent(key.replaceAll('=', '%'))).toBe(subject);
    }),
  );
});
