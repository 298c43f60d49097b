import {
  BEARER_REFUSALS,
  DENY_REFUSALS,
  GATEWAY_REFUSALS,
  isOnlyOfSignatures,
  refusalsAt,
} from '../../../lambda/authorizer/contract';

/** Words that mean nothing to a sender of tokens. Those of the tokens themselves are signed, too. */
const OF_SIGNATURES = /\bsign|\bnonce|OAuth 1|OAuth parameters/i;

const ofOAuth1 = refusalsAt(['oauth1']);
const onlyTokens = refusalsAt(['bearer']);
const either = refusalsAt(['oauth1', 'bearer']);

/** Codes that requests of both schemes can cause. */
const OF_BOTH = (Object.keys(ofOAuth1) as (keyof typeof ofOAuth1)[]).filter(
  (code) => !Object.hasOwn(BEARER_REFUSALS, code) && !isOnlyOfSignatures(code),
);
const textOf = ({ message, remedy }: (typeof ofOAuth1)['throttled']) => `${message} ${remedy}`;
const OF_SIGNED = OF_BOTH.filter((code) => OF_SIGNATURES.test(textOf(ofOAuth1[code])));

test('a gateway for signatures words every refusal as the tables do', () => {
  expect(ofOAuth1).toEqual({ ...DENY_REFUSALS, ...GATEWAY_REFUSALS });
});

test('some refusals of both schemes speak of signatures to those who sign', () => {
  expect(OF_SIGNED).toEqual(expect.arrayContaining(['form_body_unsupported', 'throttled', 'platform_busy']));
});

test.each(OF_BOTH)('at a gateway for tokens only, %s says nothing about signatures', (code) => {
  expect(textOf(onlyTokens[code])).not.toMatch(OF_SIGNATURES);
});

test.each(OF_SIGNED)('at a gateway that accepts both schemes, %s has words that suit both', (code) => {
  expect(textOf(either[code])).not.toBe(textOf(ofOAuth1[code]));
  expect(textOf(either[code])).toMatch(/\btoken|if it is signed|a signature too|^(?!.*\bsign)/i);
});

test.each([
  ['tokens only', onlyTokens],
  ['both schemes', either],
])('at a gateway for %s, every refusal has the same status', (_schemes, refusals) => {
  const statuses = (all: typeof ofOAuth1) => Object.entries(all).map(([code, { status }]) => [code, status]);
  expect(statuses(refusals)).toEqual(statuses(ofOAuth1));
});
