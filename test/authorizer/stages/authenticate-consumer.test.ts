import { type Knowledge, readKnowledge } from '../../../lambda/authorizer/consumers/consumer';
import type { Provenance } from '../../../lambda/authorizer/consumers/credentials-cache';
import { MalformedDocumentError } from '../../../lambda/authorizer/consumers/malformed-document';
import { hmacKey } from '../../../lambda/authorizer/oauth1/hmac-signature';
import type { AuthorizerPorts } from '../../../lambda/authorizer/ports';
import { authenticateConsumer } from '../../../lambda/authorizer/stages/authenticate-consumer';
import { type AcceptableParameters, readParameters } from '../../../lambda/authorizer/stages/read-parameters';
import { readRequest, type SignedRequest } from '../../../lambda/authorizer/stages/read-request';
import type { Trace } from '../../../lambda/authorizer/trace';
import { portsOf } from '../support/decide';
import { credentialsDocument } from '../support/documents';
import { signedEvent } from '../support/events';

const NOW = 1_795_320_000_000;
const KNOWN = readKnowledge('crm-of-acme', JSON.stringify(credentialsDocument()));
const problem = new MalformedDocumentError('tier', 'a text');

interface Case {
  readonly knowledge?: Knowledge;
  readonly provenance?: Provenance;
  readonly ports?: Partial<AuthorizerPorts>;
  readonly consumerKey?: string;
  readonly consumerSecret?: string;
  /** Replaces the right signature. */
  readonly signature?: string;
}

/** Authenticates a signed request with the knowledge given; the look-up advances the clock by 7 ms. */
async function authenticate(changes: Case = {}) {
  const { knowledge = KNOWN, provenance = 'cached', consumerKey = 'crm-of-acme' } = changes;
  const { consumerSecret = 'kd94hf93k423kf44' } = changes;
  const request = readRequest(signedEvent({}, { consumerKey, consumerSecret, timestamp: NOW / 1000 })) as SignedRequest;
  const parameters = readParameters(request, {
    signatureMethods: ['HMAC-SHA1'],
    authorization: 'asSent',
  }) as AcceptableParameters;
  const lookUps: string[] = [];
  const trace: Trace = {};
  let now = NOW;
  const ports: AuthorizerPorts = {
    ...portsOf(),
    clock: () => now,
    credentials: {
      find: async (key, verify) => {
        lookUps.push(key);
        now += 7;
        return { knowledge, provenance, signature: verify(knowledge) };
      },
    },
    ...changes.ports,
  };
  const { signature = parameters.signature } = changes;
  return { outcome: await authenticateConsumer(request, { ...parameters, signature }, ports, trace), trace, lookUps };
}

test('a request with a valid signature comes from its consumer', async () => {
  const { outcome, lookUps } = await authenticate();
  expect(outcome).toMatchObject({ consumerKey: 'crm-of-acme', reseller: 'acme', tier: 'gold' });
  expect(lookUps).toEqual(['crm-of-acme']);
});

test('a look-up is traced with its time', async () => {
  const { trace } = await authenticate({ provenance: 'looked_up' });
  expect(trace).toEqual({ claimedConsumerKey: 'crm-of-acme', credentials: 'looked_up', lookupMs: 7, secretId: '1' });
});

test('cached credentials are traced without a look-up time', async () => {
  const { trace } = await authenticate();
  expect(trace).toEqual({ claimedConsumerKey: 'crm-of-acme', credentials: 'cached', secretId: '1' });
});

describe('a malformed document', () => {
  const secrets = [{ id: '1', key: hmacKey('kd94hf93k423kf44'), validUntil: undefined }];
  const fault = {
    name: 'AuthorizerUnavailableError',
    fault: 'credentials_malformed',
    detail: { secretName: 'aps-gateway/test/acme/crm-of-acme', member: 'tier', expected: 'a text' },
  };

  test('is a fault that names secret and member, for a request that one of its secrets verifies', async () => {
    await expect(authenticate({ knowledge: { kind: 'malformed', problem, secrets } })).rejects.toMatchObject(fault);
  });

  test('looks like an unknown consumer to anyone else', async () => {
    const knowledge = { kind: 'malformed', problem, secrets } as const;
    const { outcome } = await authenticate({ knowledge, consumerSecret: 'wrong' });
    expect(outcome).toMatchObject({ reason: 'signature_invalid' });
  });

  test('without readable secrets is a fault to everyone', async () => {
    const knowledge = { kind: 'malformed', problem, secrets: undefined } as const;
    await expect(authenticate({ knowledge, consumerSecret: 'wrong' })).rejects.toMatchObject(fault);
  });
});

test('the dummy key verifies no request, even if it equals the secret that was used', async () => {
  const { outcome } = await authenticate({
    knowledge: { kind: 'unknown' },
    ports: { dummyKey: hmacKey('guessed') },
    consumerSecret: 'guessed',
  });
  expect(outcome).toMatchObject({ reason: 'signature_invalid' });
});

test.each([
  'AAAAAAAAAAAAAAAAAAAAAAAAAAA=',
  'AAAAAAAAAAAAAAAAAAAAAAAAAAA=\n',
  'da39a3ee5e6b4b0d3255bfef95601890afd80709',
])('the signature %j is answered alike for a known key and an unknown one', async (signature) => {
  const known = await authenticate({ signature });
  const unknown = await authenticate({ signature, knowledge: { kind: 'unknown' } });
  expect(known.outcome).toMatchObject({ reason: 'signature_invalid' });
  expect(unknown.outcome).toEqual(known.outcome);
});

test('a request signed with an ended secret is denied with its end', async () => {
  const secrets = [{ value: 'kd94hf93k423kf44', validUntil: new Date(NOW + 7).toISOString() }] as const;
  const knowledge = readKnowledge('crm-of-acme', JSON.stringify(credentialsDocument({ secrets })));
  const { outcome, trace } = await authenticate({ knowledge });
  expect(outcome).toMatchObject({
    reason: 'consumer_secret_expired',
    detail: { sentence: `It ended at ${new Date(NOW + 7).toISOString()}.` },
    consumer: { consumerKey: 'crm-of-acme', reseller: 'acme', tier: 'gold' },
  });
  expect(trace).not.toHaveProperty('secretId');
});

test('a secret verifies until it expires', async () => {
  const secrets = [
    { value: 'newer' },
    { value: 'kd94hf93k423kf44', validUntil: new Date(NOW + 8).toISOString() },
  ] as const;
  const knowledge = readKnowledge('crm-of-acme', JSON.stringify(credentialsDocument({ secrets })));
  expect((await authenticate({ knowledge })).outcome).toMatchObject({ consumerKey: 'crm-of-acme' });
});

test('a key that cannot be part of a secret name is never looked up', async () => {
  const { outcome, lookUps, trace } = await authenticate({ consumerKey: 'a/b', consumerSecret: 'x' });
  expect(outcome).toMatchObject({ reason: 'signature_invalid' });
  expect([lookUps, trace]).toEqual([[], {}]);
});
