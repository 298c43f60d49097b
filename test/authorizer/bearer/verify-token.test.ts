import { createHmac } from 'node:crypto';
import { readJwks } from '../../../lambda/authorizer/bearer/jwks';
import type { UnverifiedToken } from '../../../lambda/authorizer/bearer/read-token';
import { verifyToken } from '../../../lambda/authorizer/bearer/verify-token';
import type { BearerAlgorithm, BearerSettings } from '../../../lambda/authorizer/contract';
import { Denied } from '../../../lambda/authorizer/decision';
import { BEARER, jwksOf, NOON, ProviderKey, rawToken } from '../support/identity-provider';

const EC = new ProviderKey('ec');
const KEYS = [EC, new ProviderKey('rs', 'RS256'), new ProviderKey('ps', 'PS256'), new ProviderKey('ed', 'EdDSA')];

async function verified(text: string, token: Partial<UnverifiedToken> = {}, settings: Partial<BearerSettings> = {}) {
  const keys = readJwks(await jwksOf(...KEYS));
  const unverified = { text, algorithm: 'ES256' as BearerAlgorithm, keyId: 'ec', ...token };
  const find = (claimed: Pick<UnverifiedToken, 'algorithm' | 'keyId'>) => keys.select(claimed);
  return verifyToken(unverified, { find }, { ...BEARER, ...settings }, () => NOON);
}

async function reasonOf(...args: Parameters<typeof verified>) {
  const result = await verified(...args);
  return result instanceof Denied ? result.reason : result;
}

const at = (seconds: number) => NOON / 1000 + seconds;

test.each(KEYS.map((key) => [key.algorithm, key] as const))('verifies a token signed by %s', async (algorithm, key) => {
  expect(await verified(await key.token(), { algorithm, keyId: key.kid })).toBe('crm|acme');
});

describe('a token whose signature proves nothing', () => {
  test('of another key with the same kid is denied', async () => {
    const forged = new ProviderKey('forger').token({}, { kid: 'ec' });
    expect(await reasonOf(await forged)).toBe('token_invalid');
  });

  test('of a key that the provider does not publish is denied', async () => {
    expect(await reasonOf(await new ProviderKey('forger').token(), { keyId: 'forger' })).toBe('token_invalid');
  });

  test.each([0, 1])('with one changed bit in part %d is denied', async (part) => {
    const parts = (await EC.token()).split('.');
    const bytes = Buffer.from(parts[part]!, 'base64url');
    // A letter inside a name or value, so that the part stays JSON.
    const index = bytes.indexOf(part === 0 ? 'typ' : 'acme');
    bytes[index] = bytes[index]! ^ 1;
    parts[part] = bytes.toString('base64url');
    expect(await reasonOf(parts.join('.'))).toBe('token_invalid');
  });

  test('is denied as invalid whatever its claims say', async () => {
    const forged = new ProviderKey('forger').token({ exp: at(-9000), iss: 'other', aud: 'other' }, { kid: 'ec' });
    expect(await reasonOf(await forged)).toBe('token_invalid');
  });

  test('by HMAC with the public key as its secret is denied', async () => {
    const rsa = KEYS[1]!;
    const header = { alg: 'HS256', kid: 'rs' };
    const signed = rawToken(header, { iss: BEARER.issuer, aud: BEARER.audience, exp: at(300) }, '').slice(0, -1);
    const mac = createHmac('sha256', rsa.publicPem).update(signed).digest();
    // The reader refuses HS256; this is what happens if it were asked to read it as RS256 after all.
    expect(await reasonOf(`${signed}.${mac.toString('base64url')}`, { algorithm: 'RS256', keyId: 'rs' })).toBe(
      'token_malformed',
    );
  });

  test('is denied if its header names another algorithm than was checked', async () => {
    expect(await reasonOf(rawToken({ alg: 'none', kid: 'ec' }, {}))).toBe('token_malformed');
  });
});

test.each([
  ['exp', undefined, 'token_claims_invalid'],
  ['exp', String(at(300)), 'token_claims_invalid'],
  ['exp', at(-31), 'token_expired'],
  ['exp', at(-30), 'token_expired'],
  ['exp', 0, 'token_expired'],
  ['exp', -1, 'token_expired'],
  ['exp', null, 'token_claims_invalid'],
  ['nbf', at(31), 'token_not_yet_valid'],
  ['nbf', 'now', 'token_claims_invalid'],
  ['iat', at(31), 'token_not_yet_valid'],
  ['iat', 'now', 'token_claims_invalid'],
  ['iss', 'https://login.example.com', 'token_issuer_refused'],
  ['iss', undefined, 'token_claims_invalid'],
  ['iss', ['https://login.example.com/'], 'token_issuer_refused'],
  ['aud', 'aps-gateway-other', 'token_audience_refused'],
  ['aud', [], 'token_audience_refused'],
  ['aud', 'APS-gateway-acme', 'token_audience_refused'],
  ['aud', 'aps-gateway-acme ', 'token_audience_refused'],
  ['aud', 'other aps-gateway-acme', 'token_audience_refused'],
  ['aud', [['aps-gateway-acme']], 'token_audience_refused'],
  ['aud', { 0: 'aps-gateway-acme' }, 'token_audience_refused'],
  ['iss', 'https://login.example.com//', 'token_issuer_refused'],
  ['iss', 'https://LOGIN.example.com/', 'token_issuer_refused'],
  ['aud', undefined, 'token_claims_invalid'],
  ['client_id', undefined, 'token_claims_invalid'],
  ['client_id', '', 'token_claims_invalid'],
  ['client_id', 7, 'token_claims_invalid'],
  ['client_id', ['crm|acme'], 'token_claims_invalid'],
  ['client_id', { toString: 'crm|acme' }, 'token_claims_invalid'],
  ['client_id', true, 'token_claims_invalid'],
  ['client_id', null, 'token_claims_invalid'],
])('a signed token with the claim %s = %p is denied: %s', async (claim, value, reason) => {
  expect(await reasonOf(await EC.token({ [claim]: value }))).toBe(reason);
});

test.each([
  ['exp', at(-29)],
  ['nbf', at(30)],
  ['iat', at(30)],
  ['iat', undefined],
  ['aud', ['other', 'aps-gateway-acme']],
])('a signed token with the claim %s = %p is accepted', async (claim, value) => {
  expect(await reasonOf(await EC.token({ [claim]: value }))).toBe('crm|acme');
});

test.each([
  ['nbf', at(31), 'The claim is nbf.'],
  ['iat', at(31), 'The claim is iat.'],
  ['iat', 'now', 'The claim is iat.'],
  ['exp', undefined, 'The claim is exp.'],
  ['client_id', undefined, 'The claim is client_id.'],
])('says which claim is wrong: %s = %p', async (claim, value, sentence) => {
  expect(await verified(await EC.token({ [claim]: value }))).toMatchObject({ detail: { sentence } });
});

test('says which key the provider does not publish', async () => {
  expect(await verified(await EC.token(), { keyId: 'other' })).toMatchObject({
    detail: { sentence: 'It publishes no key with this kid and alg.' },
  });
});

test('says nothing of an end that no calendar has', async () => {
  expect(await verified(await EC.token({ exp: -1e300 }))).toMatchObject({
    reason: 'token_expired',
    detail: { sentence: '' },
  });
});

test('says when an expired token ended', async () => {
  const denied = (await verified(await EC.token({ exp: at(-60) }))) as Denied;
  expect(denied.detail.sentence).toBe('It ended at 2026-11-26T11:59:00.000Z.');
});

test('a claim that every object inherits does not name a consumer', async () => {
  expect(await reasonOf(await EC.token(), {}, { subjectClaim: 'constructor' })).toBe('token_claims_invalid');
});

test('without kid, a token that fits several keys is denied with the reason', async () => {
  const keys = readJwks(await jwksOf(EC, new ProviderKey('ec2')));
  const token = { text: await EC.token(), algorithm: 'ES256', keyId: undefined } as const;
  const denied = await verifyToken(token, { find: () => keys.select(token) }, BEARER, () => NOON);
  expect(denied).toMatchObject({
    reason: 'token_invalid',
    detail: { sentence: expect.stringContaining('kid') as string },
  });
});
