import { explainToken } from '../../lib/diagnose/explain-token';
import { BEARER, jwksOf, NOON, ProviderKey, rawToken } from '../authorizer/support/identity-provider';

const KEY = new ProviderKey('k1');
const at = (seconds: number) => NOON / 1000 + seconds;
const explain = (text: string, jwks?: string) =>
  explainToken(text, { settings: BEARER, nowMs: NOON, ...(jwks !== undefined && { jwks }) });

test('a good token is accepted, and its members that play a part are shown', async () => {
  expect(await explain(await KEY.token({ email: 'a@acme.example', scope: 'aps' }))).toEqual({
    verdict: 'accepted',
    signature: 'unchecked',
    header: { alg: 'ES256', kid: 'k1', typ: 'JWT' },
    expected: {
      issuer: BEARER.issuer,
      audience: BEARER.audience,
      subjectClaim: 'client_id',
      algorithms: BEARER.algorithms,
    },
    claims: {
      iss: BEARER.issuer,
      aud: BEARER.audience,
      client_id: 'crm|acme',
      scope: 'aps',
      iat: at(-60),
      exp: at(300),
    },
    otherClaims: ['email'],
    consumerKey: 'crm=7Cacme',
    times: { iat: '2026-11-26T11:59:00Z', exp: '2026-11-26T12:05:00Z' },
  });
});

test.each(['', 'Bearer ', 'bearer  ', 'Authorization: Bearer ', '\n '])(
  'a token may have %j before it',
  async (before) => {
    expect(await explain(`${before}${await KEY.token()}\n`)).toMatchObject({ verdict: 'accepted' });
  },
);

test.each([
  ['token_expired', { exp: at(-31) }],
  ['token_not_yet_valid', { nbf: at(31) }],
  ['token_audience_refused', { aud: 'aps-gateway-other' }],
  ['token_issuer_refused', { iss: 'https://login.example.com' }],
  ['token_claims_invalid', { client_id: ['crm|acme'] }],
])('claims are judged by the authorizer: %s', async (code, claims) => {
  const { verdict, refusal, signature } = await explain(await KEY.token(claims));
  expect({ verdict, code: refusal?.code, signature }).toEqual({ verdict: 'refused', code, signature: 'unchecked' });
});

test.each([
  ['token_algorithm_refused', () => rawToken({ alg: 'HS256' }, { exp: 1 })],
  ['token_header_refused', () => KEY.token({}, { typ: 'logout+jwt' })],
  ['token_malformed', () => '89c12aab-6f0e-3c3b-8409-d186670ec73c'],
  ['token_malformed', () => rawToken({ alg: 'ES256' }, 'text')],
])('%s is found before the signature', async (code, token) => {
  expect(await explain(await token())).toMatchObject({ refusal: { code }, signature: 'unchecked' });
});

test('with the keys of the identity provider, the signature is checked', async () => {
  const keys = await jwksOf(KEY);
  expect(await explain(await KEY.token(), keys)).toMatchObject({ verdict: 'accepted', signature: 'verified' });
  expect(await explain(await KEY.token({ exp: at(-60) }), keys)).toMatchObject({
    refusal: { code: 'token_expired' },
    signature: 'verified',
  });
  const forged = await new ProviderKey('forger').token({}, { kid: 'k1' });
  expect(await explain(forged, keys)).toMatchObject({ refusal: { code: 'token_invalid' }, signature: 'wrong' });
});

test('keys that are none are a problem of their own', async () => {
  await expect(explain(await KEY.token(), '<html>')).rejects.toMatchObject({ name: 'NotJson' });
});

test.each([
  ['a good token', () => KEY.token({ email: 'person@acme.example' })],
  ['a forged token', () => new ProviderKey('forger').token({ email: 'person@acme.example' }, { kid: 'k1' })],
  ['a token in pieces', async () => (await KEY.token()).replaceAll('.', '')],
  ['an opaque token', () => '89c12aab-6f0e-3c3b-8409-d186670ec73c'],
])('the report about %s has neither a part of it nor personal values', async (_, make) => {
  const token = await make();
  const text = JSON.stringify([await explain(token), await explain(token, await jwksOf(KEY))]);
  for (const part of [token, ...token.split('.')]) expect(text).not.toContain(part);
  expect(text).not.toContain('person@');
});
