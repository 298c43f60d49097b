import type { CredentialsDocument } from '../../../lambda/authorizer/contract';
import { BearerWorld, bearerDocument, sent } from '../support/bearer';
import { credentialsDocument } from '../support/documents';
import { authorizerEvent, type SentRequest, signedEvent } from '../support/events';
import { NOON, ProviderKey } from '../support/identity-provider';

const KEY = new ProviderKey('k1');
const EITHER = { schemes: ['oauth1', 'bearer'] } as const;
const SIGNING = { consumerKey: 'crm-of-acme', consumerSecret: 'kd94hf93k423kf44', timestamp: NOON / 1000 };

const worldOf = (document: Partial<CredentialsDocument> = {}, settings = {}) =>
  new BearerWorld(KEY, [bearerDocument(document), credentialsDocument()], settings);

test.each([
  ['two headers', { headers: [['authorization', 'OAuth oauth_nonce="n"']] }, 'authorization_repeated'],
  [
    'a token in the query as well',
    { url: 'https://gw1.example.com/aps/2/resources?access_token=t' },
    'parameter_in_query',
  ],
  [
    'an OAuth parameter in the query',
    { url: 'https://gw1.example.com/aps/2/resources?oauth_nonce=n' },
    'parameter_in_query',
  ],
] satisfies [string, SentRequest, string][])('a request with a token and %s is refused', async (_, request, reason) => {
  const { context } = await worldOf({}, EITHER).answer(sent(await KEY.token(), request));
  expect(context.reason).toBe(reason);
});

test('a request with a token and another query is accepted', async () => {
  const url = 'https://gw1.example.com/aps/2/resources?limit(0,3)&access=token';
  const { context } = await worldOf().answer(sent(await KEY.token(), { url }));
  expect(context.reason).toBe('allowed');
});

test('names the parameter that has the token in the query', async () => {
  const url = 'https://gw1.example.com/aps/2/resources?access_token=t';
  const { context } = await worldOf().answer(sent(await KEY.token(), { url }));
  expect(context.message).toContain('It is access_token.');
});

test('an Authorization header of spaces is a missing one', async () => {
  const { context } = await worldOf().answer(authorizerEvent({ headers: [['Authorization', '  ']] }));
  expect(context.reason).toBe('authorization_missing');
});

test('a scheme is the first word of its header, and not the second', async () => {
  const event = (header: string) => authorizerEvent({ headers: [['Authorization', header]] });
  const { context } = await worldOf().answer(event(`,Bearer ${await KEY.token()}`));
  expect(context.reason).toBe('authorization_scheme_unsupported');
  const spaced = await worldOf().answer(event(` Bearer ${await KEY.token()} `));
  expect(spaced.context.reason).toBe('allowed');
  const split = await worldOf().answer(event(`Bearer,x ${await KEY.token()}`));
  expect(split.context.reason).toBe('token_malformed');
});

test('a token as long as can reach the nodes is read', async () => {
  const { context } = await worldOf().answer(sent('e'.repeat(8185)));
  expect(context.reason).toBe('token_malformed');
});

test('a longer token than can reach the nodes is refused before it is read', async () => {
  const { context } = await worldOf().answer(sent('e'.repeat(8186)));
  expect(context.reason).toBe('authorization_too_large');
});

test.each([
  ['a signed request', () => signedEvent({}, SIGNING), 'authorization_scheme_unsupported'],
  [
    'Basic credentials',
    () => authorizerEvent({ headers: [['Authorization', 'Basic YTpi']] }),
    'authorization_scheme_unsupported',
  ],
  ['nothing', () => authorizerEvent({}), 'authorization_missing'],
])('a gateway for tokens only refuses %s, and says what it accepts', async (_, event, reason) => {
  const { context } = await worldOf().answer(event());
  expect(context).toMatchObject({ reason, challenge: 'Bearer realm="acme"' });
  expect(context.message).toContain('Send Authorization: Bearer with a token of the identity provider');
});

test.each([
  'constructor',
  '__proto__',
  'toString',
  'oauth1',
  'bearer1',
  'Bearer:',
  'Negotiate',
  'DPoP',
  'Bearer\u00a0x',
])('a gateway for both has no scheme %j', async (scheme) => {
  const event = authorizerEvent({ headers: [['Authorization', `${scheme} ${await KEY.token()}`]] });
  const { context } = await worldOf({}, EITHER).answer(event);
  expect(['authorization_scheme_unsupported', 'token_malformed']).toContain(context.reason);
});

test.each([
  ['the same twice', (token: string) => ({ Authorization: [`Bearer ${token}`, `Bearer ${token}`] })],
  ['in two spellings', (token: string) => ({ Authorization: [`Bearer ${token}`], authorization: [`Bearer ${token}`] })],
  ['empty as well', (token: string) => ({ Authorization: ['', `Bearer ${token}`] })],
])('a header that comes %s is refused', async (_, headers) => {
  const event = authorizerEvent({});
  Object.assign(event.multiValueHeaders, headers(await KEY.token()));
  const { context } = await worldOf({}, EITHER).answer(event);
  expect(context.reason).toBe('authorization_repeated');
});
