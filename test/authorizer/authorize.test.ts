import { authorize, type AuthorizerPorts, type Trace } from '../../lambda/authorizer/authorize';
import type { Held } from '../../lambda/authorizer/credentials-cache';
import { MalformedDocumentError } from '../../lambda/authorizer/malformed-document';
import { hmacKey } from '../../lambda/authorizer/oauth1/hmac-signature';
import type { Knowledge, NonceClaim } from '../../lambda/authorizer/ports';
import { portsOf, source } from './support/decide';
import { credentialsDocument } from './support/documents';
import { signedEvent } from './support/events';

const NOW = 1_795_320_000_000;
const signed = (consumerSecret = 'kd94hf93k423kf44', nonce = 'n1') =>
  signedEvent({}, { consumerKey: 'crm-of-acme', consumerSecret, nonce, timestamp: NOW / 1000 });
const MALFORMED: Knowledge = { kind: 'malformed', problem: new MalformedDocumentError('tier', 'a text') };

/** Ports that record their calls; the clock moves on by 7 ms with each look-up and by 3 ms with each claim. */
async function world(changes: { held?: Held; newer?: Held | undefined; ports?: Partial<AuthorizerPorts> } = {}) {
  const known = await source([credentialsDocument()])('crm-of-acme');
  const calls: (string | NonceClaim)[] = [];
  let now = NOW;
  const ports: AuthorizerPorts = {
    ...portsOf(),
    clock: () => now,
    credentials: {
      get: async (key) => {
        calls.push(`get ${key}`);
        now += 7;
        return changes.held ?? { knowledge: known, provenance: 'cached' };
      },
      renew: async (key) => {
        calls.push(`renew ${key}`);
        now += 7;
        return changes.newer;
      },
    },
    nonces: async (claim) => {
      calls.push(claim);
      now += 3;
      return 'claimed';
    },
    ...changes.ports,
  };
  return { ports, calls, known };
}

test('a right request asks for its consumer and then claims its nonce', async () => {
  const { ports, calls } = await world();
  expect((await authorize(signed(), ports)).effect).toBe('allow');
  expect(calls).toEqual([
    'get crm-of-acme',
    expect.objectContaining({
      consumerKey: 'crm-of-acme',
      token: '',
      nonce: 'n1',
      timestamp: '1795320000',
      rememberUntil: 1_795_320_660,
    }),
  ]);
});

test('a wrong signature renews the credentials and claims nothing', async () => {
  const { ports, calls } = await world();
  expect(await authorize(signed('wrong'), ports)).toMatchObject({ reason: 'signature_invalid' });
  expect(calls).toEqual(['get crm-of-acme', 'renew crm-of-acme']);
});

test('a wrong signature over credentials that were just looked up renews nothing', async () => {
  const { known } = await world();
  const { ports, calls } = await world({ held: { knowledge: known, provenance: 'looked_up' } });
  await authorize(signed('wrong'), ports);
  expect(calls).toEqual(['get crm-of-acme']);
});

test('newer credentials are verified against', async () => {
  const { known } = await world();
  const newer: Held = { knowledge: known, provenance: 'looked_up' };
  const { ports } = await world({ held: { knowledge: { kind: 'unknown' }, provenance: 'cached' }, newer });
  const trace: Trace = {};
  expect((await authorize(signed(), ports, trace)).effect).toBe('allow');
  expect(trace).toEqual({ claimedConsumerKey: 'crm-of-acme', credentials: 'looked_up', lookupMs: 7, claimMs: 3 });
});

test('cached credentials take no look-up time', async () => {
  const { ports } = await world();
  const trace: Trace = {};
  await authorize(signed(), ports, trace);
  expect(trace).toEqual({ claimedConsumerKey: 'crm-of-acme', credentials: 'cached', claimMs: 3 });
});

test('a document that is still malformed after renewal is a fault that names secret and member', async () => {
  const { ports, calls } = await world({ held: { knowledge: MALFORMED, provenance: 'cached' } });
  await expect(authorize(signed(), ports)).rejects.toMatchObject({
    name: 'AuthorizerUnavailableError',
    fault: 'credentials_malformed',
    detail: { secretName: 'aps-gateway/test/acme/crm-of-acme', member: 'tier', expected: 'a text' },
  });
  expect(calls).toEqual(['get crm-of-acme', 'renew crm-of-acme']);
});

test('a document that was malformed and is gone now is an unknown consumer', async () => {
  const newer: Held = { knowledge: { kind: 'unknown' }, provenance: 'looked_up' };
  const { ports } = await world({ held: { knowledge: MALFORMED, provenance: 'cached' }, newer });
  expect(await authorize(signed(), ports)).toMatchObject({ reason: 'signature_invalid' });
});

test('the dummy key verifies nobody, though it be the secret that was signed with', async () => {
  const held: Held = { knowledge: { kind: 'unknown' }, provenance: 'looked_up' };
  const { ports } = await world({ held, ports: { dummyKey: hmacKey('guessed') } });
  expect(await authorize(signed('guessed'), ports)).toMatchObject({ reason: 'signature_invalid' });
});

test('a consumer whose only secret has ended verifies nobody', async () => {
  const secrets = [{ value: 'kd94hf93k423kf44', validUntil: new Date(NOW + 7).toISOString() }] as const;
  const knowledge = await source([credentialsDocument({ secrets })])('crm-of-acme');
  const { ports } = await world({ held: { knowledge, provenance: 'looked_up' } });
  expect(await authorize(signed(), ports)).toMatchObject({ reason: 'signature_invalid' });
});

test('a key that cannot be the name of a secret is asked for nowhere', async () => {
  const { ports, calls } = await world();
  const trace: Trace = {};
  const event = signedEvent({}, { consumerKey: 'a/b', consumerSecret: 'x', timestamp: NOW / 1000 });
  expect(await authorize(event, ports, trace)).toMatchObject({ reason: 'signature_invalid' });
  expect([calls, trace]).toEqual([[], {}]);
});
