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

const stranger = (consumerKey: string) => signedEvent({}, { consumerKey, consumerSecret: 'guessed' });

test('strangers who sign cannot use up the look-ups of consumers that send tokens', async () => {
  const handler = instance('oauth1', 'bearer');
  for (let index = 0; index < 1100; index += 1) await handler(stranger(`key-${index}`)).catch(() => undefined);
  await expect(handler(stranger('another'))).rejects.toMatchObject({ fault: 'credentials_lookups_exhausted' });

  expect((await handler(await withToken())).context).toMatchObject({ reason: 'allowed', consumerKey: 'crm=7Cacme' });
});

test('a gateway that accepts only tokens serves them', async () => {
  expect((await instance('bearer')(await withToken())).context).toMatchObject({ reason: 'allowed' });
});
