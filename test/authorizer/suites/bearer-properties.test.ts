import * as fc from 'fast-check';
import { subjectKey } from '../../../lambda/authorizer/bearer/subject-key';
import type { AuthorizerResult } from '../../../lambda/authorizer/policy';
import { BearerWorld, bearerDocument } from '../support/bearer';
import { credentialsDocument } from '../support/documents';
import { authorizerEvent } from '../support/events';
import { BEARER, NOON, ProviderKey, rawToken } from '../support/identity-provider';

const KEY = new ProviderKey('k1');
const LEEWAY = BEARER.leewaySeconds;
const world = new BearerWorld(KEY, [bearerDocument(), credentialsDocument()], { schemes: ['oauth1', 'bearer'] });

async function answerTo(authorization: string): Promise<AuthorizerResult['context']> {
  return (await world.answer(authorizerEvent({ headers: [['Authorization', authorization]] }))).context;
}

const anyOf = <T>(...values: readonly T[]) => fc.constantFrom(...values);
/** Seconds around noon: the edges of the leeway, and other numbers. */
const time = fc.oneof(
  fc.integer({ min: -LEEWAY - 2, max: LEEWAY + 2 }).map((seconds) => NOON / 1000 + seconds),
  anyOf(0, -1, 1e300, NOON, NOON / 1000 + 0.5),
);
const junk = fc.jsonValue({ maxDepth: 1 });
const rarely = (usual: fc.Arbitrary<unknown>) =>
  fc.oneof({ weight: 6, arbitrary: usual }, { weight: 1, arbitrary: junk });
const claims = fc.record(
  {
    iss: rarely(anyOf(BEARER.issuer, BEARER.issuer, 'https://login.example.com')),
    aud: rarely(anyOf<unknown>(BEARER.audience, [BEARER.audience], ['other', BEARER.audience], ['other'], 'other')),
    client_id: rarely(anyOf('crm|acme', 'crm|acme', 'crm-of-acme', 'crm=7Cacme', 'nobody')),
    exp: rarely(time),
    nbf: rarely(time),
    iat: rarely(time),
  },
  { requiredKeys: [] },
);

/** Tests by another text than the authorizer's that a token with these claims is to be accepted at noon. */
function isAcceptable({ iss, aud, client_id, exp, nbf, iat }: Readonly<Record<string, unknown>>): boolean {
  const now = NOON / 1000;
  const past = (value: unknown) => value === undefined || (typeof value === 'number' && value - LEEWAY <= now);
  const audiences: readonly unknown[] = Array.isArray(aud) ? aud : [aud];
  return (
    iss === BEARER.issuer &&
    audiences.includes(BEARER.audience) &&
    client_id === 'crm|acme' &&
    typeof exp === 'number' &&
    exp + LEEWAY > now &&
    past(nbf) &&
    past(iat)
  );
}

const DENIED = expect.stringMatching(/^token_(claims|issuer|audience|expired|not_yet|subject)/) as string;

test('a signed token is accepted exactly if its claims fit, and only for its own subject', () => {
  const none = { iss: undefined, aud: undefined, client_id: undefined, exp: undefined, iat: undefined };
  return fc.assert(
    fc.asyncProperty(claims, async (given) => {
      const { reason, consumerKey } = await answerTo(`Bearer ${await KEY.token({ ...none, ...given })}`);

      expect({ reason, consumerKey }).toEqual(
        isAcceptable(given)
          ? { reason: 'allowed', consumerKey: 'crm=7Cacme' }
          : { reason: DENIED, consumerKey: undefined },
      );
    }),
  );
});

test('a token of which one character is changed, removed or added is never accepted', async () => {
  const token = await KEY.token();
  const character = fc.string({ unit: 'binary', minLength: 1, maxLength: 1 });
  const change = fc.tuple(
    fc.nat(token.length - 1),
    fc.oneof(character, anyOf('A', '-', '.', '=', ' ', '')),
    anyOf(0, 1),
  );
  await fc.assert(
    fc.asyncProperty(change, async ([at, put, kept]) => {
      const changed = token.slice(0, at) + put + token.slice(at + 1 - kept);
      const { reason } = await answerTo(`Bearer ${changed}`);
      // Spaces before and after a token are not part of it; other white space may be refused.
      const outcomes = changed === token ? [true] : changed.trim() === token ? [true, false] : [false];
      expect(outcomes).toContain(reason === 'allowed');
    }),
  );
});

test('no header of any text, and no unsigned token, is accepted or makes the authorizer fail', () => {
  const header = fc.dictionary(anyOf('alg', 'kid', 'typ', 'crit', 'b64', 'jwk', 'jku', 'x5c', '__proto__'), junk);
  const forged = fc
    .tuple(header, anyOf('ES256', 'RS256', 'EdDSA', 'none', 'HS256'), claims, fc.base64String())
    .map(([more, alg, payload, signature]) => `Bearer ${rawToken({ alg, ...more }, payload, Buffer.from(signature))}`);
  const typed = fc
    .tuple(anyOf('Bearer ', 'bearer', 'OAuth ', ''), fc.string({ unit: 'binary' }))
    .map((parts) => parts.join(''));
  return fc.assert(
    fc.asyncProperty(fc.oneof(forged, typed), async (sent) => {
      expect((await answerTo(sent)).reason).not.toBe('allowed');
    }),
  );
});

test('different subjects have different keys, none of which is the key of another subject as text', () => {
  const subject = fc.string({ unit: anyOf(...Array.from('aZ0=7C|_./é☃💥\u0000 ')), maxLength: 12 });
  fc.assert(
    fc.property(subject, subject, (one, other) => {
      const [first, second] = [subjectKey(one), subjectKey(other)];
      expect(first !== undefined && first === second).toBe(first !== undefined && one === other);
    }),
  );
});
