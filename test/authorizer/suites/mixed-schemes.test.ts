import { bearerAuthentication } from '../../../lambda/authorizer/bearer/bearer-authentication';
import type { Scheme } from '../../../lambda/authorizer/contract';
import { signingKeys } from '../../../lambda/authorizer/bearer/signing-keys';
import { bearerDocument } from '../support/bearer';
import { authorizerEvent, signedEvent } from '../support/events';
import { AuthorizerFunction } from '../support/function';
import { BEARER, jwksOf, NOON, ProviderKey } from '../support/identity-provider';

const authorizer = new AuthorizerFunction();
beforeAll(async () => {
  await authorizer.start();
  authorizer.onboard(bearerDocument());
});
afterAll(() => authorizer.stop());

const key = new ProviderKey('k1');
const keys = signingKeys({ fetchJwks: () => jwksOf(key), clock: Date.now, outageGraceSeconds: 900 });
const instance = (...schemes: readonly Scheme[]) =>
  authorizer.instance({}, bearerAuthentication({ ...BEARER, schemes }, keys));

async function withToken() {
  const exp = Math.floor(Date.now() / 1000) + 300;
  const token = await key.token({ iat: NOON / 1000 - 86_400, exp });
  return authorizerEvent({ headers: [['Authorization', `Bearer ${token}`]] });
}

// Anyone can send it.
const signed = () => signedEvent({}, { consumerKey: 'crm=7Cacme', consumerSecret: 'guessed' });

test('the look-ups of tokens are apart from those of signatures, which strangers can use up', async () => {
  const handler = instance('oauth1', 'bearer');
  expect((await handler(signed())).context.reason).toBe('signature_invalid');
  expect((await handler(await withToken())).context).toMatchObject({ reason: 'allowed', consumerKey: 'crm=7Cacme' });
  expect(authorizer.secretsManager.calls).toHaveLength(2);
});

test('a gateway that accepts only tokens serves them', async () => {
  expect((await instance('bearer')(await withToken())).context).toMatchObject({ reason: 'allowed' });
});
