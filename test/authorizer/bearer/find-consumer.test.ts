import { findConsumer } from '../../../lambda/authorizer/bearer/find-consumer';
import { readEitherKnowledge } from '../../../lambda/authorizer/bearer/read-knowledge';
import type { FoundCredentials, Verify } from '../../../lambda/authorizer/consumers/credentials-cache';
import type { Trace } from '../../../lambda/authorizer/trace';
import { bearerDocument } from '../support/bearer';
import { portsOf } from '../support/decide';
import { credentialsDocument } from '../support/documents';
import { NOON } from '../support/identity-provider';

const read = (document: string) => readEitherKnowledge('crm=7Cacme', document, {});
const documentOf = (...changes: Parameters<typeof bearerDocument>) => JSON.stringify(bearerDocument(...changes));

/** Finds the consumer of the subject crm|acme in a cache that takes 7 ms. */
async function find(document = documentOf(), provenance: FoundCredentials['provenance'] = 'looked_up') {
  let now = NOON;
  let verify!: Verify;
  const knowledge = read(document);
  const credentials = {
    find: async (_key: string, given: Verify): Promise<FoundCredentials> => {
      verify = given;
      now += 7;
      return { knowledge, provenance, signature: given(knowledge) };
    },
  };
  const trace: Trace = {};
  const ports = { ...portsOf({}), credentials, clock: () => now };
  const found = await findConsumer('crm|acme', ports, trace);
  return { found, trace, verify };
}

test('the consumer of a subject is the one whose document has it', async () => {
  expect((await find()).found).toMatchObject({ consumerKey: 'crm=7Cacme', subject: 'crm|acme' });
});

test('a gateway that also accepts signatures keeps the look-ups of tokens apart', async () => {
  const knowledge = read(documentOf());
  const exhausted = { find: () => Promise.reject(new Error('used up by strangers who sign')) };
  const tokenCredentials = {
    find: async (_key: string, verify: Verify) =>
      ({ knowledge, provenance: 'looked_up', signature: verify(knowledge) }) as const,
  };
  const ports = { ...portsOf({}), credentials: exhausted, tokenCredentials };
  expect(await findConsumer('crm|acme', ports, {})).toMatchObject({ consumerKey: 'crm=7Cacme' });
});

test('the cache verifies by the subject', async () => {
  const { verify } = await find();
  const signing = readEitherKnowledge('crm-of-acme', JSON.stringify(credentialsDocument()), {});
  const outcomes = [read(documentOf()), signing, read('{'), { kind: 'unknown' } as const].map(verify);
  expect(outcomes).toEqual(['verified', 'mismatch', 'mismatch', 'mismatch']);
});

test('a look-up is timed', async () => {
  expect((await find()).trace).toEqual({ claimedConsumerKey: 'crm=7Cacme', credentials: 'looked_up', lookupMs: 7 });
});

test('a cached consumer has no time of a look-up', async () => {
  expect((await find(documentOf(), 'cached')).trace).toEqual({
    claimedConsumerKey: 'crm=7Cacme',
    credentials: 'cached',
  });
});

test('a debugged consumer is noted', async () => {
  const debugUntil = new Date(NOON + 60_000).toISOString();
  expect((await find(documentOf({ debugUntil }))).trace).toMatchObject({ debug: true });
});

test.each([
  ['is not JSON', '{'],
  ['is of its subject and has a secret', documentOf({ secrets: [{ value: 's' }] })],
])('a document that %s is a fault', async (_, document) => {
  await expect(find(document)).rejects.toMatchObject({ fault: 'credentials_malformed' });
});

test('a malformed document of a consumer that signs does not show', async () => {
  const document = JSON.stringify(credentialsDocument({ consumerKey: 'crm=7Cacme', tier: 7 as unknown as string }));
  expect((await find(document)).found).toMatchObject({
    reason: 'token_subject_unknown',
    detail: { sentence: 'It is crm|acme.' },
  });
});
