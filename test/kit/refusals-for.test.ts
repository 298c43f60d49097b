import { DENY_REFUSALS, GATEWAY_REFUSALS } from '../../lambda/authorizer/contract';
import { refusalsFor } from '../../lib/kit/refusals-for';

const OF_TOKENS = [
  'token_malformed',
  'token_header_refused',
  'token_algorithm_refused',
  'token_invalid',
  'token_claims_invalid',
  'token_issuer_refused',
  'token_audience_refused',
  'token_expired',
  'token_not_yet_valid',
  'token_subject_unknown',
];
const OF_SIGNATURES = [
  'authorization_malformed',
  'parameter_unexpected',
  'parameter_repeated',
  'parameter_missing',
  'authorization_ambiguous',
  'version_unsupported',
  'signature_method_unsupported',
  'token_unsupported',
  'nonce_malformed',
  'timestamp_malformed',
  'timestamp_refused',
  'locked_out',
  'signature_invalid',
  'consumer_secret_expired',
  'nonce_used',
  'signature_method_not_permitted',
];
const READERS = {
  both: { signs: true, sendsTokens: true },
  signatures: { signs: true, sendsTokens: false },
  tokens: { signs: false, sendsTokens: true },
};

test.each([
  ['both', []],
  ['signatures', OF_TOKENS],
  ['tokens', OF_SIGNATURES],
] as const)('readers with %s get every refusal except those of the other way', (readers, absent) => {
  const all = [...Object.keys(DENY_REFUSALS), ...Object.keys(GATEWAY_REFUSALS)];
  const listed = Object.keys(refusalsFor(READERS[readers]));

  expect(all.filter((code) => !listed.includes(code))).toEqual(absent);
});

test('no text for a reader with tokens speaks of signing requests, nonces or OAuth 1.0a', () => {
  const texts = Object.values(refusalsFor(READERS.tokens)).map(({ message, remedy }) => `${message} ${remedy}`);
  const ofRequests = /oauth_|OAuth 1|nonce|(?<!identity provider )\bsign\b|signed? (?:the|each|it|and)\b|form body/i;

  expect(texts.filter((text) => ofRequests.test(text))).toEqual([]);
});

test('a remedy for readers with both ways names both', () => {
  expect(refusalsFor(READERS.both)['authorization_missing']?.remedy).toMatch(/OAuth 1\.0a, or .*Bearer/);
});
