import { readEitherKnowledge } from '../../../lambda/authorizer/bearer/read-knowledge';
import { bearerDocument } from '../support/bearer';
import { credentialsDocument } from '../support/documents';

const read = (document: object, key = 'crm=7Cacme') => readEitherKnowledge(key, JSON.stringify(document), {});

test('a document with a subject is of a consumer without secrets', () => {
  expect(read(bearerDocument())).toMatchObject({ kind: 'known', consumer: { subject: 'crm|acme', secrets: [] } });
});

test('a document without a member secrets is one, too', () => {
  const { secrets: _none, ...document } = bearerDocument();
  expect(read(document)).toMatchObject({ kind: 'known' });
});

test('a document without a subject is of a consumer that signs', () => {
  const knowledge = read(credentialsDocument(), 'crm-of-acme');
  expect(knowledge).toMatchObject({ kind: 'known', consumer: { secrets: [{ id: '1' }] } });
  expect(knowledge).not.toHaveProperty('consumer.subject');
});

test.each([
  ['with a subject of another key', { subject: 'crm|other' }, 'subject'],
  ['with a subject that is not text', { subject: 7 as unknown as string }, 'subject'],
  ['with a subject of null', { subject: null as unknown as string }, 'subject'],
  ['with an empty subject', { subject: '' }, 'subject'],
  ['with a subject and an object of secrets', { secrets: {} as unknown as [] }, 'secrets'],
  ['with a subject and an empty text of secrets', { secrets: '' as unknown as [] }, 'secrets'],
  ['with a subject and a malformed tier', { tier: 7 as unknown as string }, 'tier'],
  ['with a subject and a secret', { secrets: [{ value: 's' }] as const }, 'secrets'],
])('a document %s is malformed, and no signature verifies with it', (_, changes, member) => {
  expect(read(bearerDocument(changes))).toMatchObject({ kind: 'malformed', problem: { member }, secrets: [] });
});

test.each([
  [{ subject: 'crm|other' }, "the text from which the last part of the secret's name is made"],
  [{ secrets: [{ value: 's' }] as const }, 'an empty list, because the consumer has a subject'],
])('its problem says what %j has to be', (changes, expected) => {
  expect(read(bearerDocument(changes))).toHaveProperty('problem.message', expect.stringContaining(expected));
});

test.each(['{', 'null', '[]', '7', ''])(
  'the document %j is malformed, and it is not known whether it has secrets',
  (document) => {
    expect(readEitherKnowledge('crm=7Cacme', document, {})).toMatchObject({
      kind: 'malformed',
      problem: { member: 'SecretString' },
      secrets: undefined,
    });
  },
);

test('the subject is compared with the whole key, letter by letter', () => {
  for (const key of ['crm=7cacme', 'crm=7Cacm', 'crm=7Cacme2']) {
    expect(read(bearerDocument({ consumerKey: key }), key)).toMatchObject({ kind: 'malformed' });
  }
});

test('does not hide other errors as a malformed document', () => {
  const document = {
    subject: 'crm|acme',
    get version() {
      throw new RangeError('not of the document');
    },
  };
  const parse = jest.spyOn(JSON, 'parse').mockReturnValue(document);
  try {
    expect(() => readEitherKnowledge('crm=7Cacme', '{}', {})).toThrow(RangeError);
  } finally {
    parse.mockRestore();
  }
});
