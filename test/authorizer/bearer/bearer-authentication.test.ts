import crypto from 'node:crypto';
import { BEARER_REFUSALS, type BearerReason, TEXTS_WITH_TOKENS } from '../../../lambda/authorizer/bearer/refusals';
import type { CredentialsDocument } from '../../../lambda/authorizer/contract';
import { bearerAuthentication } from '../../../lambda/authorizer/bearer/bearer-authentication';
import { BearerWorld, bearerDocument, sent } from '../support/bearer';
import { credentialsDocument } from '../support/documents';
import { authorizerEvent, signedEvent } from '../support/events';
import { BEARER, NOON, ProviderKey, rawToken } from '../support/identity-provider';

const KEY = new ProviderKey('k1');
const EITHER = { schemes: ['oauth1', 'bearer'] } as const;
const SIGNING = { consumerKey: 'crm-of-acme', consumerSecret: 'kd94hf93k423kf44', timestamp: NOON / 1000 };

const worldOf = (document: Partial<CredentialsDocument> = {}, settings = {}) =>
  new BearerWorld(KEY, [bearerDocument(document), credentialsDocument()], settings);

const at = (seconds: number) => NOON / 1000 + seconds;

test('a token is accepted, metered by its consumer, and passed on untouched', async () => {
  const token = await KEY.token();
  const world = worldOf();
  expect(await world.answer(sent(token))).toMatchObject({
    principalId: 'crm=7Cacme',
    usageIdentifierKey: 'internal-api-key-value-0001',
    context: {
      reason: 'allowed',
      consumerKey: 'crm=7Cacme',
      reseller: 'acme',
      tier: 'gold',
      authorization: `Bearer ${token}`,
    },
  });
  expect(world.nonces).toEqual([]);
});

test('a token is accepted again until it expires', async () => {
  const [world, event] = [worldOf(), sent(await KEY.token())];
  await world.answer(event);
  expect(await world.answer(event)).toMatchObject({ context: { reason: 'allowed' } });
});

/** One token for each reason. */
const PROVOCATIONS: Readonly<Record<BearerReason, () => Promise<string> | string>> = {
  token_malformed: () => '89c12aab-6f0e-3c3b-8409-d186670ec73c',
  token_header_refused: () => KEY.token({}, { typ: 'logout+jwt' }),
  token_algorithm_refused: () => rawToken({ alg: 'none' }, { client_id: 'crm|acme' }),
  token_invalid: () => new ProviderKey('forger').token({}, { kid: 'k1' }),
  token_claims_invalid: () => KEY.token({ exp: undefined }),
  token_issuer_refused: () => KEY.token({ iss: 'https://other.example/' }),
  token_audience_refused: () => KEY.token({ aud: 'other' }),
  token_expired: () => KEY.token({ exp: at(-60) }),
  token_not_yet_valid: () => KEY.token({ nbf: at(60) }),
  token_subject_unknown: () => KEY.token({ client_id: 'nobody' }),
};

describe.each(Object.entries(PROVOCATIONS) as [BearerReason, () => Promise<string>][])('%s', (reason, token) => {
  const refusal = BEARER_REFUSALS[reason];

  test('denies with its message, remedy and challenge', async () => {
    const { principalId, context } = await worldOf().answer(sent(await token()));
    expect({ principalId, reason: context.reason }).toEqual({ principalId: 'unproved', reason });
    expect(context.message).toContain(refusal.message);
    expect(context.message).toContain(refusal.remedy);
    expect(context.challenge).toBe(
      `Bearer realm="acme", error="${refusal.error}", error_description="${refusal.message}"`,
    );
  });

  test('looks no consumer up before the claims are accepted', async () => {
    const world = worldOf();
    await world.answer(sent(await token()));
    expect(world.lookUps).toEqual(reason === 'token_subject_unknown' ? ['nobody'] : []);
  });

  test('has texts that are safe in JSON and in a header', () => {
    expect(refusal.message + refusal.remedy).toMatch(/^[\x20-\x21\x23-\x5b\x5d-\x7e]+$/);
  });
});

test('the reasons are in the order of the checks', () => {
  expect(Object.keys(PROVOCATIONS)).toEqual(Object.keys(BEARER_REFUSALS));
});

test('a subject that has no consumer key is unknown without a look-up', async () => {
  const world = worldOf();
  const { context } = await world.answer(sent(await KEY.token({ client_id: 'x'.repeat(129) })));
  expect(context.reason).toBe('token_subject_unknown');
  expect(world.lookUps).toHaveLength(0);
});

test('a request with two credentials is invalid by its challenge, and not its token', async () => {
  const { context } = await worldOf().answer(sent(await KEY.token(), { headers: [['authorization', 'Bearer t']] }));
  expect(context.challenge).toMatch(/^Bearer realm="acme", error="invalid_request", error_description="/);
});

test('a consumer that signs is not proved by a token that has its key as its subject', async () => {
  const { context } = await worldOf().answer(sent(await KEY.token({ client_id: 'crm-of-acme' })));
  expect(context.reason).toBe('token_subject_unknown');
});

test('not even its malformed document shows to such a token', async () => {
  const signs = credentialsDocument({ tier: 7 as unknown as string });
  const world = new BearerWorld(KEY, [signs]);
  const { context } = await world.answer(sent(await KEY.token({ client_id: 'crm-of-acme' })));
  expect(context.reason).toBe('token_subject_unknown');
});

test.each(['__proto__', 'constructor', '../beta/crm-of-acme', 'crm=7Cacme', 'CRM|acme', 'crm|acme ', 'crm|acme\u0000'])(
  'the subject %j is not that of another',
  async (subject) => {
    const { context } = await worldOf().answer(sent(await KEY.token({ client_id: subject })));
    expect(context.reason).toBe('token_subject_unknown');
  },
);

test.each([
  ['auth0|crm:7@clients', 'auth0|crm:7@clients'],
  [`a"b\\c$d%7Ce'f g`, 'a%22b%5Cc%24d%257Ce%27f%20g'],
])('an unknown subject %j is named in a way that JSON and a command can hold', async (subject, shown) => {
  const { context } = await worldOf().answer(sent(await KEY.token({ client_id: subject })));
  expect(context.message).toContain(` It is ${shown}. `);
});

test("the consumer's rules apply", async () => {
  const { principalId, context } = await worldOf({ rules: { operations: 'readOnly' } }).answer(
    sent(await KEY.token(), { method: 'POST' }),
  );
  expect({ principalId, reason: context.reason }).toEqual({ principalId: 'crm=7Cacme', reason: 'operation_refused' });
  expect(context.challenge).toMatch(/^Bearer realm="acme", error="insufficient_scope", error_description="/);
});

test('a suspended consumer is refused', async () => {
  const { context } = await worldOf({ status: 'suspended' }).answer(sent(await KEY.token()));
  expect(context.reason).toBe('consumer_suspended');
});

test('signature methods in its document refuse every token', async () => {
  const { context } = await worldOf({ rules: { signatureMethods: ['HMAC-SHA1'] } }).answer(sent(await KEY.token()));
  expect(context.reason).toBe('signature_method_not_permitted');
});

test('a malformed document is a fault, not a denial', async () => {
  const rules = { unheardOf: true } as unknown as CredentialsDocument['rules'] & object;
  await expect(worldOf({ rules }).answer(sent(await KEY.token()))).rejects.toMatchObject({
    fault: 'credentials_malformed',
    detail: { member: 'rules.unheardOf' },
  });
});

test('a token that cannot be checked because the provider does not answer is a fault', async () => {
  const world = worldOf();
  world.fetchJwks = () => Promise.reject(new Error('down'));
  await expect(world.answer(sent(await KEY.token()))).rejects.toMatchObject({ fault: 'identity_provider_unavailable' });
});

test.each([
  ['identity_provider_unavailable', 'signature'],
  ['token_expired', 'signature'],
  ['operation_refused', 'rules'],
])('%s comes from the check %s', (reason, check) => {
  const { keys } = worldOf();
  expect(bearerAuthentication(BEARER, keys).checkOf(reason)).toBe(check);
});

describe('a gateway that accepts both', () => {
  test('accepts a signed request, and claims its nonce', async () => {
    const world = worldOf({}, EITHER);
    const { context } = await world.answer(signedEvent({}, { ...SIGNING, nonce: 'n-1' }));
    expect(context).toMatchObject({ reason: 'allowed', consumerKey: 'crm-of-acme' });
    expect(world.nonces).toEqual(['n-1']);
  });

  test('denies a signature with the key of a consumer that sends tokens as with an unknown key, after the same work', async () => {
    const event = signedEvent({}, { ...SIGNING, consumerKey: 'crm=7Cacme' });
    const [known, unknown] = [worldOf({}, EITHER), new BearerWorld(KEY, [], EITHER)];
    const work = jest.spyOn(crypto, 'createHmac');
    const answers = [];
    for (const world of [known, unknown]) {
      work.mockClear();
      answers.push({ ...(await world.answer(event)), hmacs: work.mock.calls.length });
    }
    work.mockRestore();
    expect(answers[0]).toMatchObject({ context: { reason: 'signature_invalid' }, hmacs: expect.any(Number) as number });
    expect(answers[0]!.hmacs).toBeGreaterThan(2);
    expect(answers[1]).toEqual(answers[0]);
  });

  test('tells a caller without credentials about both schemes', async () => {
    const { context } = await worldOf({}, EITHER).answer(authorizerEvent({}));
    expect(context.message).toContain(TEXTS_WITH_TOKENS.either.authorization_missing.remedy);
  });

  test('names both schemes in its challenge, the failed one first', async () => {
    const world = worldOf({}, EITHER);
    const wrong = await world.answer(signedEvent({}, { ...SIGNING, consumerSecret: 'other' }));
    expect(wrong.context.challenge).toBe('OAuth realm="acme", oauth_problem="signature_invalid", Bearer realm="acme"');
    const expired = await world.answer(sent(await KEY.token({ exp: at(-60) })));
    expect(expired.context.challenge).toMatch(/^Bearer realm="acme", error="invalid_token", .*, OAuth realm="acme"$/);
  });
});

test('the log line of a token names its consumer, and nothing of the token', async () => {
  const trace = {};
  await worldOf().answer(sent(await KEY.token()), trace);
  expect(trace).toEqual({
    sourceIp: '198.51.100.7',
    claimedConsumerKey: 'crm=7Cacme',
    credentials: 'looked_up',
    lookupMs: 0,
  });
});
