import { authorize } from '../../lambda/authorizer/authorize';
import { type Knowledge, readKnowledge } from '../../lambda/authorizer/consumers/consumer';
import type { Provenance } from '../../lambda/authorizer/consumers/credentials-cache';
import { MalformedDocumentError } from '../../lambda/authorizer/consumers/malformed-document';
import { hmacKey } from '../../lambda/authorizer/oauth1/hmac-signature';
import type { AuthorizerPorts, NonceClaim } from '../../lambda/authorizer/ports';
import { portsOf } from './support/decide';
import { credentialsDocument } from './support/documents';
import { readSettings } from '../../lambda/authorizer/settings';
import type { Trace } from '../../lambda/authorizer/trace';
import { authorizerEvent, signedEvent } from './support/events';

const NOW = 1_795_320_000_000;
const signed = (consumerSecret = 'kd94hf93k423kf44', nonce = 'n1') =>
  signedEvent({}, { consumerKey: 'crm-of-acme', consumerSecret, nonce, timestamp: NOW / 1000 });
const problem = new MalformedDocumentError('tier', 'a text');
const KNOWN = readKnowledge('crm-of-acme', JSON.stringify(credentialsDocument()));

/** Ports that record their calls; the clock moves on by 7 ms with each look-up and by 3 ms with each claim. */
function world(changes: { knowledge?: Knowledge; provenance?: Provenance; ports?: Partial<AuthorizerPorts> } = {}) {
  const { knowledge = KNOWN, provenance = 'cached' } = changes;
  const calls: (string | NonceClaim)[] = [];
  let now = NOW;
  const ports: AuthorizerPorts = {
    ...portsOf(),
    clock: () => now,
    credentials: {
      find: async (key, verify) => {
        calls.push(`find ${key}`);
        now += 7;
        return { knowledge, provenance, signature: verify(knowledge) };
      },
    },
    nonces: async (claim) => {
      calls.push(claim);
      now += 3;
      return 'claimed';
    },
    ...changes.ports,
  };
  return { ports, calls };
}

test('a right request asks for its consumer and then claims its nonce', async () => {
  const { ports, calls } = world();
  expect((await authorize(signed(), ports)).effect).toBe('allow');
  expect(calls).toEqual([
    'find crm-of-acme',
    expect.objectContaining({
      consumerKey: 'crm-of-acme',
      token: '',
      nonce: 'n1',
      timestamp: '1795320000',
      rememberUntil: 1_795_320_660,
    }),
  ]);
});

test('a wrong signature claims nothing', async () => {
  const { ports, calls } = world();
  expect(await authorize(signed('wrong'), ports)).toMatchObject({ reason: 'signature_invalid' });
  expect(calls).toEqual(['find crm-of-acme']);
});

test('a look-up is told with its time', async () => {
  const { ports } = world({ provenance: 'looked_up' });
  const trace: Trace = {};
  expect((await authorize(signed(), ports, trace)).effect).toBe('allow');
  expect(trace).toEqual({ claimedConsumerKey: 'crm-of-acme', credentials: 'looked_up', lookupMs: 7, claimMs: 3 });
});

test('cached credentials take no look-up time', async () => {
  const { ports } = world();
  const trace: Trace = {};
  await authorize(signed(), ports, trace);
  expect(trace).toEqual({ claimedConsumerKey: 'crm-of-acme', credentials: 'cached', claimMs: 3 });
});

describe('a malformed document', () => {
  const secrets = [{ key: hmacKey('kd94hf93k423kf44'), validUntil: undefined }];
  const faulty = {
    name: 'AuthorizerUnavailableError',
    fault: 'credentials_malformed',
    detail: { secretName: 'aps-gateway/test/acme/crm-of-acme', member: 'tier', expected: 'a text' },
  };

  test('is a fault, which names secret and member, for a request that one of its secrets proves', async () => {
    const { ports, calls } = world({ knowledge: { kind: 'malformed', problem, secrets } });
    await expect(authorize(signed(), ports)).rejects.toMatchObject(faulty);
    expect(calls).toEqual(['find crm-of-acme']);
  });

  test('is an unknown consumer to anybody else', async () => {
    const { ports } = world({ knowledge: { kind: 'malformed', problem, secrets } });
    expect(await authorize(signed('wrong'), ports)).toMatchObject({ reason: 'signature_invalid' });
  });

  test('whose secrets cannot be read is a fault to everybody', async () => {
    const { ports } = world({ knowledge: { kind: 'malformed', problem, secrets: undefined } });
    await expect(authorize(signed('wrong'), ports)).rejects.toMatchObject(faulty);
  });
});

test('the dummy key verifies nobody, though it be the secret that was signed with', async () => {
  const { ports } = world({ knowledge: { kind: 'unknown' }, ports: { dummyKey: hmacKey('guessed') } });
  expect(await authorize(signed('guessed'), ports)).toMatchObject({ reason: 'signature_invalid' });
});

test('a consumer whose only secret has ended verifies nobody', async () => {
  const secrets = [{ value: 'kd94hf93k423kf44', validUntil: new Date(NOW + 7).toISOString() }] as const;
  const knowledge = readKnowledge('crm-of-acme', JSON.stringify(credentialsDocument({ secrets })));
  const { ports } = world({ knowledge });
  expect(await authorize(signed(), ports)).toMatchObject({ reason: 'signature_invalid' });
});

test('a key that cannot be the name of a secret is asked for nowhere', async () => {
  const { ports, calls } = world();
  const trace: Trace = {};
  const event = signedEvent({}, { consumerKey: 'a/b', consumerSecret: 'x', timestamp: NOW / 1000 });
  expect(await authorize(event, ports, trace)).toMatchObject({ reason: 'signature_invalid' });
  expect([calls, trace]).toEqual([[], {}]);
});

test('a secret verifies until the instant at which it ends', async () => {
  const secrets = [
    { value: 'newer' },
    { value: 'kd94hf93k423kf44', validUntil: new Date(NOW + 8).toISOString() },
  ] as const;
  const knowledge = readKnowledge('crm-of-acme', JSON.stringify(credentialsDocument({ secrets })));
  const { ports } = world({ knowledge, ports: { clock: () => NOW + 7 } });
  expect(await authorize(signed(), ports)).toMatchObject({ effect: 'allow' });
});

test.each([
  ['', 'nonce_malformed'],
  ['n'.repeat(256), 'allow'],
  ['n'.repeat(257), 'nonce_malformed'],
])('a nonce may have 1 to 256 characters', async (nonce, expected) => {
  const decision = await authorize(signed(undefined, nonce), world().ports);
  expect(decision.effect === 'deny' ? decision.reason : decision.effect).toBe(expected);
});

test('an Authorization header of spaces is none', async () => {
  const event = authorizerEvent({ headers: [['Authorization', ' \t ']] });
  expect(await authorize(event, world().ports)).toMatchObject({ reason: 'authorization_missing' });
});

test.each([
  [8192, 'allow'],
  [8193, 'authorization_too_large'],
])('an Authorization header of %i characters: %s', async (length, expected) => {
  const event = signed();
  const padded = (event.headers.Authorization as string).padEnd(length);
  event.headers.Authorization = padded;
  event.multiValueHeaders.Authorization = [padded];
  const decision = await authorize(event, world().ports);
  expect(decision.effect === 'deny' ? decision.reason : decision.effect).toBe(expected);
});

test('a gateway of two signature methods names both', async () => {
  const settings = readSettings({
    APS_GATEWAY_CREDENTIALS_PREFIX: 'aps-gateway/lab/acme/',
    APS_GATEWAY_NONCE_TABLE: 'n',
    APS_GATEWAY_SIGNATURE_METHODS: 'HMAC-SHA1,HMAC-SHA256',
  });
  const event = signed();
  const header = event.headers.Authorization.replace('HMAC-SHA1', 'PLAINTEXT');
  event.headers.Authorization = header;
  event.multiValueHeaders.Authorization = [header];
  expect(await authorize(event, world({ ports: { settings } }).ports)).toMatchObject({
    detail: { sentence: 'It is PLAINTEXT; the gateway accepts HMAC-SHA1, HMAC-SHA256.' },
  });
});
