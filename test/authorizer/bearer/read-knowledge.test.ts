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
  ['with a subject and a secret', { secrets: [{ value: 's' }] as const }, 'secrets'],
])('a document %s is malformed, and no signature verifies with it', (_, changes, member) => {
  expect(read(bearerDocument(changes))).toMatchObject({ kind: 'malformed', problem: { member }, secrets: [] });
});

test('a document that is not JSON is malformed', () => {
  expect(readEitherKnowledge('crm=7Cacme', '{', {})).toMatchObject({ kind: 'malformed' });
});
