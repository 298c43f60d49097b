import { generateKeyPairSync } from 'node:crypto';
import { readJwks } from '../../../lambda/authorizer/bearer/jwks';
import { jwksOf, ProviderKey } from '../support/identity-provider';

const EC = new ProviderKey('ec');
const RSA = new ProviderKey('rsa', 'RS256');
const ED = new ProviderKey('ed', 'EdDSA');

const select = async (text: string, algorithm: 'RS256' | 'PS256' | 'ES256' | 'EdDSA', keyId?: string) =>
  readJwks(text).select({ algorithm, keyId });
const setOf = (...keys: readonly object[]) => JSON.stringify({ keys });

test.each([
  ['ES256', EC],
  ['RS256', RSA],
  ['EdDSA', ED],
] as const)('finds the key of %s by its kid', async (algorithm, key) => {
  expect(await select(await jwksOf(EC, RSA, ED), algorithm, key.kid)).toMatchObject({ type: 'public' });
});

test('finds the only key that fits a token without kid', async () => {
  expect(await select(await jwksOf(EC, RSA), 'ES256')).toMatchObject({ type: 'public' });
});

test('does not choose among several keys for a token without kid', async () => {
  expect(await select(await jwksOf(EC, new ProviderKey('ec2')), 'ES256')).toBe('ambiguous');
});

test.each([
  ['an unknown kid', 'ES256', 'other'],
  ['a key of another type', 'RS256', 'ec'],
  ['a key that names another algorithm', 'PS256', 'rsa'],
] as const)('finds no key for %s', async (_, algorithm, keyId) => {
  expect(await select(await jwksOf(EC, RSA), algorithm, keyId)).toBe('unknown');
});

test('leaves out keys that are not for signatures', async () => {
  expect(await select(setOf({ ...(await EC.jwk()), use: 'enc' }, await RSA.jwk()), 'ES256', 'ec')).toBe('unknown');
});

test.each(['__proto__', 'constructor', '', '../ec'])('finds no key for the kid %j', async (kid) => {
  expect(await select(await jwksOf(EC), 'ES256', kid)).toBe('unknown');
});

test('does not choose among keys of one kid', async () => {
  const other = await new ProviderKey('ec2').jwk();
  expect(await select(setOf(await EC.jwk(), { ...other, kid: 'ec' }), 'ES256', 'ec')).toBe('ambiguous');
});

test('finds the key that fits among keys of one kid for several algorithms', async () => {
  expect(await select(setOf(await EC.jwk(), { ...(await RSA.jwk()), kid: 'ec' }), 'RS256', 'ec')).toMatchObject({
    algorithm: { name: 'RSASSA-PKCS1-v1_5' },
  });
});

test.each([
  ['use: enc', { use: 'enc' }],
  ['key_ops: encrypt', { key_ops: ['encrypt'] }],
  ['no key_ops', { key_ops: [] }],
])('finds no key that is published with %s', async (_, members) => {
  const { use: _use, ...key } = await EC.jwk();
  expect(await select(setOf({ ...key, ...members }, await RSA.jwk()), 'ES256', 'ec')).toBe('unknown');
});

test.each([
  ['P-384', 'ES256', () => generateKeyPairSync('ec', { namedCurve: 'P-384' })],
  ['secp256k1', 'ES256', () => generateKeyPairSync('ec', { namedCurve: 'secp256k1' })],
  ['Ed448', 'EdDSA', () => generateKeyPairSync('ed448')],
  ['X25519', 'EdDSA', () => generateKeyPairSync('x25519')],
] as const)('finds no key on the curve %s for %s', async (_curve, algorithm, make) => {
  const key = { ...make().publicKey.export({ format: 'jwk' }), kid: 'curve' };
  expect(await select(setOf(key, await RSA.jwk()), algorithm, 'curve')).toBe('unknown');
});

test('leaves out a point that is not on its curve', async () => {
  const { x } = await new ProviderKey('ec2').jwk();
  expect(await select(setOf({ ...(await EC.jwk()), x }, await RSA.jwk()), 'ES256', 'ec')).toBe('unknown');
});

// One bit less than is accepted.
const weak = generateKeyPairSync('rsa', { modulusLength: 2047 }).publicKey.export({ format: 'jwk' });
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ format: 'jwk' });
test.each([
  ['symmetric', { kty: 'oct', k: 'c2VjcmV0', kid: 'bad' }],
  ['too short', { ...weak, kid: 'bad' }],
  ['of the exponent 1, with which anyone can sign', { ...rsa, e: 'AQ', kid: 'bad' }],
  ['malformed', { kty: 'RSA', n: 7, e: 'AQAB', kid: 'bad' }],
  ['not an object', 'bad'],
  ['null', null],
])('leaves out a key that is %s, and keeps the others', async (_, bad) => {
  const text = JSON.stringify({ keys: [bad, await EC.jwk()] });
  expect(await select(text, 'ES256', 'ec')).toMatchObject({ type: 'public' });
  expect(await select(text, 'RS256', 'bad')).toBe('unknown');
});

test('keeps a key of 2048 bits with the exponent 3', async () => {
  expect(await select(setOf({ ...rsa, e: 'Aw', kid: 'good' }), 'RS256', 'good')).toMatchObject({ type: 'public' });
});

test('keeps nothing private of a key that a provider publishes by mistake', async () => {
  const jwk = { ...EC.privateKey.export({ format: 'jwk' }), kid: 'ec', alg: 'ES256' };
  expect(await select(setOf(jwk), 'ES256', 'ec')).toMatchObject({ type: 'public' });
});

test('reads a set of 100 keys', async () => {
  const keys = [...Array.from({ length: 99 }, () => ({})), await EC.jwk()];
  expect(await select(setOf(...keys), 'ES256', 'ec')).toMatchObject({ type: 'public' });
});

test('does not take another error for an ambiguous key', async () => {
  await expect(select(await jwksOf(EC), 'HS256' as 'ES256')).rejects.toMatchObject({ code: 'ERR_JOSE_NOT_SUPPORTED' });
});

test.each([
  ['NotJson', '<html>'],
  ['NotAKeySet', '[]'],
  ['NotAKeySet', '{"keys":{}}'],
  ['NoUsableKey', '{"keys":[]}'],
  ['NoUsableKey', '{"keys":[{"kty":"oct","k":"AA"}]}'],
  ['TooManyKeys', JSON.stringify({ keys: Array.from({ length: 101 }, () => ({})) })],
])('throws %s for %s', (name, text) => {
  expect(() => readJwks(text)).toThrow(expect.objectContaining({ name }) as Error);
});
