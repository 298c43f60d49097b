import { type ConformanceCase, LIST, proving, type SentToken, type Shared, type TokenSubject } from './case';

const SHARED: Shared = {
  group: 'tokens',
  proves:
    'only a holder of a token that the identity provider issued for this gateway can call, and only until it expires',
  failure: {
    by: 'provider',
    means: 'the gateway accepts a token that it has to refuse: take it out of service, and report it',
  },
};

const ACCEPTED = {
  proves: 'gateway and platform accept tokens of the identity provider',
  failure: {
    by: 'provider',
    means:
      "the deployed oauth.bearer does not fit the identity provider: compare them, and deploy the reseller's stack",
  },
} as const;

const RULES = {
  proves: 'the rules of a consumer hold for its tokens as they do for signatures',
  failure: { by: 'provider', means: "the function does not hold the rule: deploy the reseller's stack" },
} as const;

/** Seconds; more than the clocks may differ by. */
const HOUR = '3600';
const AN_HOUR_AGO = '-3600';

/** A token whose header has other parameters, under the signature of the correct one. */
function withHeader(parameters: object): SentToken {
  return { change: (token) => [encode(parameters), ...token.split('.').slice(1)].join('.') };
}

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}

/** A token issued with other claims or header parameters. */
function issued(members: Readonly<Record<string, string>>): SentToken {
  return { order: { members } };
}

function of(subject: TokenSubject): SentToken {
  return { order: { subject } };
}

/** The same claims with a longer life, under the signature of the correct token. */
function tampered(token: string): string {
  const [header = '', payload = '', signature = ''] = token.split('.');
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as { readonly exp: number };
  return [header, encode({ ...claims, exp: claims.exp + 1 }), signature].join('.');
}

/** The bytes of the signature in the opposite order. */
function reversed(token: string): string {
  const [header = '', payload = '', signature = ''] = token.split('.');
  const bytes = Buffer.from(signature, 'base64url').toReversed();
  return [header, payload, Buffer.from(bytes).toString('base64url')].join('.');
}

/** Bearer tokens that must be accepted, and those that must be refused, with the refusal. */
export const TOKENS: readonly ConformanceCase[] = proving(SHARED, [
  {
    id: 'token-accepted',
    title: 'a request with a token is answered by the platform',
    ...ACCEPTED,
    target: LIST,
    token: {},
    expect: { status: 200 },
  },
  {
    id: 'token-forwarded',
    title: 'the UI node receives the token as it was sent',
    ...ACCEPTED,
    target: LIST,
    token: {},
    needs: ['nodeCapture', 'headerMapping'],
    expect: { status: 200, node: { headers: { authorization: '{authorization}', 'x-forwarded-host': '{host}' } } },
  },
  {
    id: 'token-again',
    title: 'the same token is accepted again: it has no nonce',
    ...ACCEPTED,
    target: LIST,
    token: {},
    times: 2,
    expect: { status: 200 },
  },
  {
    id: 'token-tampered',
    title: 'a token whose claims were changed is refused',
    target: LIST,
    token: { change: tampered },
    expect: { status: 401, code: 'token_invalid', error: 'invalid_token' },
  },
  {
    id: 'token-forged',
    title: 'a token with another signature is refused',
    target: LIST,
    token: { change: reversed },
    expect: { status: 401, code: 'token_invalid', error: 'invalid_token' },
  },
  {
    id: 'token-alg-none',
    title: 'a token whose header says alg: none is refused',
    target: LIST,
    token: withHeader({ alg: 'none', typ: 'JWT' }),
    expect: { status: 401, code: 'token_algorithm_refused', error: 'invalid_token' },
  },
  {
    id: 'token-unsigned',
    title: 'a token without a signature is refused',
    target: LIST,
    token: { change: (token) => token.slice(0, token.lastIndexOf('.') + 1) },
    expect: { status: 401, code: 'token_malformed', error: 'invalid_request' },
  },
  {
    id: 'token-alg-hs256',
    title: 'a token that is signed by HMAC with the public key of the identity provider is refused',
    target: LIST,
    token: issued({ alg: 'HS256' }),
    expect: { status: 401, code: 'token_algorithm_refused', error: 'invalid_token' },
  },
  {
    id: 'token-type',
    title: 'a token that was made for another use is refused',
    target: LIST,
    token: issued({ typ: 'logout+jwt' }),
    expect: { status: 401, code: 'token_header_refused', error: 'invalid_token' },
  },
  {
    id: 'token-kid',
    title: 'a token with a kid that the identity provider does not publish is refused',
    target: LIST,
    token: issued({ kid: 'unknown' }),
    expect: { status: 401, code: 'token_invalid', error: 'invalid_token' },
  },
  {
    id: 'token-expired',
    title: 'a token that has expired is refused',
    target: LIST,
    token: issued({ exp: AN_HOUR_AGO }),
    expect: { status: 401, code: 'token_expired', error: 'invalid_token' },
  },
  {
    id: 'token-not-yet-valid',
    title: 'a token that is not valid yet is refused',
    target: LIST,
    token: issued({ nbf: HOUR }),
    expect: { status: 401, code: 'token_not_yet_valid', error: 'invalid_token' },
  },
  {
    id: 'token-issuer',
    title: 'a token of another issuer is refused',
    target: LIST,
    token: issued({ iss: 'https://login.elsewhere.example/' }),
    expect: { status: 401, code: 'token_issuer_refused', error: 'invalid_token' },
  },
  {
    id: 'token-audience',
    title: 'a token for another audience is refused',
    target: LIST,
    token: issued({ aud: 'elsewhere' }),
    expect: { status: 401, code: 'token_audience_refused', error: 'invalid_token' },
  },
  {
    id: 'token-subject',
    title: 'a token whose subject is not onboarded is refused',
    target: LIST,
    token: of('unknown'),
    expect: { status: 401, code: 'token_subject_unknown', error: 'invalid_token' },
  },
  {
    id: 'token-of-signer',
    title: 'a token does not open the records of a consumer that signs',
    target: LIST,
    token: of('signer'),
    expect: { status: 401, code: 'token_subject_unknown', error: 'invalid_token' },
  },
  {
    id: 'token-key-signed',
    title: 'a signature with the key of a consumer that sends tokens is refused as if the key were unknown',
    target: LIST,
    sign: { by: 'tokenConsumer' },
    needs: ['tokens', 'signatures'],
    expect: { status: 401, code: 'signature_invalid', problem: 'signature_invalid' },
  },
  {
    id: 'token-and-signature',
    title: 'a token and a signature together are refused, though each is correct',
    target: LIST,
    token: { signed: true },
    needs: ['signatures'],
    expect: { status: 401, code: 'authorization_repeated', error: 'invalid_request' },
  },
  {
    id: 'token-suspended',
    title: 'a token of a suspended consumer is refused as such',
    ...RULES,
    target: LIST,
    token: of('suspended'),
    expect: { status: 401, code: 'consumer_suspended', error: 'insufficient_scope' },
  },
  {
    id: 'token-ended',
    title: 'a token of a consumer whose validity has ended is refused as such',
    ...RULES,
    target: LIST,
    token: of('ended'),
    expect: { status: 401, code: 'consumer_expired', error: 'insufficient_scope' },
  },
  {
    id: 'token-source',
    title: 'a token that comes from an address that its consumer does not have is refused',
    ...RULES,
    target: LIST,
    token: of('elsewhere'),
    expect: { status: 401, code: 'source_ip_refused', error: 'insufficient_scope' },
  },
  {
    id: 'token-operation',
    title: 'a method that the operations of its consumer do not allow is refused with a token',
    ...RULES,
    method: 'DELETE',
    // If it were allowed, nothing would be deleted.
    target: `${LIST}/00000000-0000-4000-8000-000000000000`,
    token: of('readOnly'),
    expect: { status: 401, code: 'operation_refused', error: 'insufficient_scope' },
  },
]);
