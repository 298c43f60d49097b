import { tokenBucket } from '../../../lambda/authorizer/consumers/token-bucket';
import { hmacKey, hmacSignature } from '../../../lambda/authorizer/oauth1/hmac-signature';
import type { Parameter } from '../../../lambda/authorizer/oauth1/parameter';
import { signatureBaseString } from '../../../lambda/authorizer/oauth1/signature-base-string';
import { findSignatureFault } from '../../../lambda/authorizer/stages/find-signature-fault';
import { readRequest, type SignedRequest } from '../../../lambda/authorizer/stages/read-request';
import { authorizerEvent } from '../support/events';

const NOW = 1_795_320_000_000;
const SIGNED: readonly Parameter[] = [
  ['oauth_consumer_key', 'crm'],
  ['oauth_nonce', 'n'],
];
const keyOf = (secret: string, validUntil?: number) => ({ id: secret, key: hmacKey(secret), validUntil });

interface Case {
  readonly secret?: string;
  readonly host?: string;
  readonly signedUri?: string;
  readonly query?: readonly string[];
  /** Signs in place of the key of `secret`. */
  readonly key?: ReturnType<typeof hmacKey> | Buffer;
  readonly secrets?: readonly ReturnType<typeof keyOf>[];
  readonly takeFaultTrial?: () => 'taken' | 'empty';
  readonly dummy?: string;
}

/** Finds the fault of a request that is signed with a slash too many, or over another URI. */
function find({ secret = 'new', host = 'gw1.example.com', secrets = [keyOf('new')], ...changes }: Case = {}) {
  const { signedUri = `https://${host}/aps/2/resources/`, takeFaultTrial = () => 'taken' as const } = changes;
  const { query = [], key = hmacKey(secret) } = changes;
  const url = `https://${host}/aps/2/resources?${query.join('&')}`;
  const request = readRequest(authorizerEvent({ url })) as SignedRequest;
  const baseString = signatureBaseString('GET', signedUri, [...request.query, ...SIGNED]);
  const signature = hmacSignature('HMAC-SHA1', key, baseString);
  return findSignatureFault(request, { signed: SIGNED, signature, signatureMethod: 'HMAC-SHA1' }, secrets, {
    clock: () => NOW,
    dummyKey: hmacKey(changes.dummy ?? 'dummy'),
    takeFaultTrial,
  })?.id;
}

test('a fault is found by the consumer secret', () => {
  expect([find(), find({ secret: 'other' })]).toEqual(['path_slash', undefined]);
});

test('only the newest secret that is valid is tried', () => {
  const secrets = [keyOf('ended', NOW), keyOf('newest', NOW + 1), keyOf('older')];
  expect(['ended', 'newest', 'older'].map((secret) => find({ secret, secrets }))).toEqual([
    undefined,
    'path_slash',
    undefined,
  ]);
});

test('the dummy key proves no fault, even if it equals the secret that was used', () => {
  expect(find({ secret: 'guessed', dummy: 'guessed', secrets: [] })).toBeUndefined();
});

test('a fault that needs no secret is found for an unknown consumer, too', () => {
  const signedUri = 'https://gw1.example.com/aps/2/resources';
  expect(['', 'undefined', 'crm'].map((secret) => find({ secret, signedUri, secrets: [] }))).toEqual([
    'secret_missing',
    'secret_missing',
    'consumer_key_as_secret',
  ]);
});

test('the host is tried in the case that the Host header has', () => {
  const host = 'GW1.Example.com';
  expect(find({ host, signedUri: `https://${host}/aps/2/resources` })).toBe('host_case');
});

test('the port that was called is part of the request', () => {
  const host = 'gw1.example.com:8443';
  expect(find({ host, signedUri: 'https://gw1.example.com/aps/2/resources' })).toBe('port_unsigned');
});

test('no fault is found while no trial is left', () => {
  let now = NOW;
  const takeFaultTrial = tokenBucket(2, 1, () => now);
  const found = [find({ takeFaultTrial }), find({ takeFaultTrial }), find({ takeFaultTrial })];
  now += 1000;
  expect([...found, find({ takeFaultTrial })]).toEqual(['path_slash', 'path_slash', undefined, 'path_slash']);
});

test('a secret that is base64 is tried decoded', () => {
  const signedUri = 'https://gw1.example.com/aps/2/resources';
  const secrets = [keyOf(Buffer.from('decoded').toString('base64'))];
  expect(find({ key: Buffer.from('decoded&'), signedUri, secrets })).toBe('secret_base64');
});

test.each(['YQ==and-more', 'YQ==YQ==', 'Y-Q', 'YQ.', 'YQ==.', 'YR', 'YWFhx'])(
  'the part of secret %s that a decoder of base64 keeps proves nothing',
  (secret) => {
    const signedUri = 'https://gw1.example.com/aps/2/resources';
    const key = Buffer.concat([Buffer.from(secret, 'base64'), Buffer.from('&')]);
    expect(find({ key, signedUri, secrets: [keyOf(secret)] })).toBeUndefined();
  },
);

test('a query of more than fifty parameters is not tried', () => {
  const query = Array.from({ length: 51 }, (_, index) => `p${index}`);
  expect([find({ query: query.slice(1) }), find({ query })]).toEqual(['path_slash', undefined]);
});
