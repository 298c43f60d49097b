import { readToken } from '../../../lambda/authorizer/bearer/read-token';
import { Denied } from '../../../lambda/authorizer/decision';
import { BEARER, ProviderKey, rawToken } from '../support/identity-provider';

const KEY = new ProviderKey('k1');

function read(header: string, algorithms = BEARER.algorithms) {
  const token = readToken(header, { algorithms });
  return token instanceof Denied ? token.reason : token;
}

const reasonOf = (header: unknown) => read(`Bearer ${rawToken(header, {})}`);

test.each(['Bearer', 'bearer', 'BEARER', '  Bearer  '])('reads a token after the scheme "%s"', async (scheme) => {
  const text = await KEY.token();
  expect(read(`${scheme} ${text}`)).toEqual({ text, algorithm: 'ES256', keyId: 'k1' });
});

test.each([
  ['no token', 'Bearer'],
  ['no space after the scheme', 'Bearera.b.c'],
  ['a token of another kind', 'Bearer 89c12aab-6f0e-3c3b-8409-d186670ec73c'],
  ['two parts', 'Bearer e30.e30'],
  ['five parts, as encrypted tokens have', 'Bearer e30.e30.e30.e30.e30'],
  ['no signature', `Bearer ${rawToken({ alg: 'ES256' }, {}, '')}`],
  ['two tokens', `Bearer ${rawToken({ alg: 'ES256' }, {})}, ${rawToken({ alg: 'ES256' }, {})}`],
  ['a second credential', `Bearer ${rawToken({ alg: 'ES256' }, {})}, OAuth oauth_nonce="n"`],
  ['a parameter', `Bearer token="${rawToken({ alg: 'ES256' }, {})}"`],
  ['a header that is not JSON', 'Bearer YWJj.e30.c2ln'],
  ['a header that is a list', `Bearer ${rawToken([], {})}`],
  ['padding', 'Bearer eyJhbGciOiJFUzI1NiJ9==.e30.c2ln'],
  ['padding of the signature', 'Bearer eyJhbGciOiJFUzI1NiJ9.e30.c2ln=='],
  ['the letters of plain base64', 'Bearer eyJhbGciOiJFUzI1NiJ9.e30.c2+n'],
  ['bits after the last byte of the signature', 'Bearer eyJhbGciOiJFUzI1NiJ9.e30.c2l'],
  ['a letter after the last byte of the signature', 'Bearer eyJhbGciOiJFUzI1NiJ9.e30.c2lnA'],
  ['a dot at the end', 'Bearer eyJhbGciOiJFUzI1NiJ9.e30.c2ln.'],
  ['a dot at the beginning', 'Bearer .eyJhbGciOiJFUzI1NiJ9.e30.c2ln'],
  ['a space in it', 'Bearer eyJhbGciOiJFUzI1NiJ9. e30.c2ln'],
  ['a line break in it', 'Bearer eyJhbGciOiJFUzI1NiJ9.e30\n.c2ln'],
  ['a line break after the scheme', 'Bearer\neyJhbGciOiJFUzI1NiJ9.e30.c2ln'],
  ['a tab after the scheme', 'Bearer\teyJhbGciOiJFUzI1NiJ9.e30.c2ln'],
  ['a letter of another script', 'Bearer eyJhbGciOiJFUzI1NiJ9.e30.c2l\u0578'],
  ['full-width letters', 'Bearer \uff45yJhbGciOiJFUzI1NiJ9.e30.c2ln'],
  ['a NUL', 'Bearer eyJhbGciOiJFUzI1NiJ9.e30.c2ln\u0000'],
  ['the scheme twice', 'Bearer Bearer eyJhbGciOiJFUzI1NiJ9.e30.c2ln'],
])('denies %s as malformed', (_, header) => {
  expect(read(header)).toBe('token_malformed');
});

test('takes the last of repeated members of the header, as the verification does', () => {
  const header = (text: string) => `${Buffer.from(text).toString('base64url')}.e30.c2ln`;
  expect(read(`Bearer ${header('{"alg":"ES256","alg":"none"}')}`)).toBe('token_algorithm_refused');
  expect(read(`Bearer ${header('{"alg":"none","alg":"ES256","kid":"a","kid":"b"}')}`)).toMatchObject({ keyId: 'b' });
});

test.each([
  '__proto__',
  'constructor',
  '../../keys',
  'https://evil.example/keys',
  "' OR 1=1 --",
  '\u0000',
  '',
  'k'.repeat(256),
])('takes the kid %j for no more than a name', (kid) => {
  expect(reasonOf({ alg: 'ES256', kid })).toMatchObject({ keyId: kid });
});

test.each([
  'none',
  'None',
  'HS256',
  'HS512',
  'RS1',
  'RS512',
  'es256',
  '',
  256,
  null,
  undefined,
  ['ES256'],
  '__proto__',
])('denies the algorithm %p', (alg) => {
  expect(reasonOf({ alg })).toBe('token_algorithm_refused');
});

test('denies an algorithm that is secure, but not on the list of the gateway', async () => {
  expect(read(`Bearer ${await KEY.token()}`, ['RS256'])).toBe('token_algorithm_refused');
});

test.each([undefined, 'JWT', 'jwt', 'application/jwt', 'at+jwt', 'AT+JWT', 'application/at+jwt'])(
  'accepts the type %p',
  (typ) => {
    expect(reasonOf({ alg: 'ES256', typ })).toMatchObject({ algorithm: 'ES256' });
  },
);

test.each(['logout+jwt', 'secevent+jwt', 'dpop+jwt', 'JWE', '', 1, null])('denies the type %p', (typ) => {
  expect(reasonOf({ alg: 'ES256', typ })).toBe('token_header_refused');
});

test.each([
  ['crit', { crit: ['exp'], exp: 1 }],
  ['an empty crit', { crit: [] }],
  ['b64', { b64: true }],
  ['a kid that is not text', { kid: 7 }],
  ['a kid of 257 characters', { kid: 'k'.repeat(257) }],
])('denies a header with %s', (_, more) => {
  expect(reasonOf({ alg: 'ES256', ...more })).toBe('token_header_refused');
});

test.each([
  [{ alg: 'none' }, 'It is none; the gateway accepts RS256, PS256, ES256, EdDSA.'],
  [{ alg: 256 }, 'It is missing; the gateway accepts RS256, PS256, ES256, EdDSA.'],
  [{ alg: 'ES256', typ: 'logout+jwt' }, 'The parameter is typ.'],
  [{ alg: 'ES256', crit: ['exp'] }, 'The parameter is crit.'],
  [{ alg: 'ES256', kid: 7 }, 'The parameter is kid.'],
])('says about the header %j: %s', (header, sentence) => {
  expect(readToken(`Bearer ${rawToken(header, {})}`, BEARER)).toMatchObject({ detail: { sentence } });
});

test('takes no key and no address of a key from the token', () => {
  const own = {
    jwk: { kty: 'EC' },
    jku: 'https://evil.example/keys',
    x5u: 'https://evil.example/c.pem',
    x5c: ['AA=='],
  };
  expect(Object.keys(reasonOf({ alg: 'ES256', kid: 'k1', ...own }) as object)).toEqual(['text', 'algorithm', 'keyId']);
});
