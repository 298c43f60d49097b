import crypto from 'node:crypto';
import type { BearerSettings } from '../../../lambda/authorizer/contract';
import { LocalIdentityProvider } from '../../../lib/local/ui-node/identity-provider';

const NOON_SECONDS = Date.parse('2026-11-26T12:00:00Z') / 1000;
const SETTINGS: BearerSettings = {
  schemes: ['bearer'],
  issuer: 'https://login.alpha.test/',
  audience: 'gateway-alpha',
  subjectClaim: 'client_id',
  jwksUri: 'https://login.alpha.test/keys',
  algorithms: ['ES256'],
  leewaySeconds: 30,
};
const make = () => new LocalIdentityProvider([{ resellerId: 'alpha', settings: SETTINGS }], () => NOON_SECONDS * 1000);
const provider = make();

function ask(target: string, host = 'localhost:10441', from = provider) {
  const answer = from.answer({
    method: 'GET',
    target,
    headers: [['Host', host]],
    body: Buffer.alloc(0),
    sourceIp: '127.0.0.1',
    port: 443,
    protocol: 'https',
  });
  return {
    status: answer?.status,
    json: JSON.parse(Buffer.isBuffer(answer?.body) ? answer.body.toString() : '') as Record<string, unknown>,
  };
}

/** Header and claims of a token that was issued to order. */
function issued(query: string): readonly unknown[] {
  const { json } = ask(`/token/alpha/crm%7Cprod${query}`);
  const parts = String(json['access_token']).split('.');
  return parts.slice(0, 2).map((part) => JSON.parse(Buffer.from(part, 'base64url').toString()) as unknown);
}

test('issues a token for a subject, valid for five minutes', () => {
  expect(issued('')).toEqual([
    { alg: 'ES256', kid: expect.any(String) as string, typ: 'JWT' },
    {
      iss: 'https://login.alpha.test/',
      aud: 'gateway-alpha',
      client_id: 'crm|prod',
      iat: NOON_SECONDS,
      exp: NOON_SECONDS + 300,
    },
  ]);
});

test('replaces claims and header parameters by those of the query, times in seconds from now', () => {
  expect(issued('?exp=-60&nbf=5&aud=elsewhere&kid=other&typ=at%2Bjwt&role=admin')).toEqual([
    { alg: 'ES256', kid: 'other', typ: 'at+jwt' },
    expect.objectContaining({ exp: NOON_SECONDS - 60, nbf: NOON_SECONDS + 5, aud: 'elsewhere', role: 'admin' }),
  ]);
});

test.each([
  ['none', /^[\w-]+\.[\w-]+\.$/],
  ['HS256', /^[\w-]+\.[\w-]+\.[\w-]{43}$/],
  ['EdDSA', /^[\w-]+\.[\w-]+\.[\w-]{86}$/],
])('signs as %s to order', (alg, form) => {
  expect(ask(`/token/alpha/crm?alg=${alg}`).json['access_token']).toMatch(form);
});

test.each([
  ['exp=tomorrow', 'exp: expected seconds from now, such as -60.'],
  ['nbf=', 'nbf: expected seconds from now, such as -60.'],
  ['alg=RS1', 'alg: expected RS256, PS256, ES256, EdDSA, HS256, none.'],
])('refuses the order %s', (query, message) => {
  expect(ask(`/token/alpha/crm?${query}`)).toEqual({ status: 400, json: { message } });
});

test('makes its keys before it is asked for them, because a fetch of keys does not wait long', () => {
  const made = jest.spyOn(crypto, 'generateKeyPairSync');
  const fresh = make();
  const before = made.mock.calls.length;
  ask('/keys', 'login.alpha.test', fresh);
  const after = made.mock.calls.length;
  made.mockRestore();
  expect([before, after]).toEqual([1, 1]);
});
