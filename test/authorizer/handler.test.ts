import { credentialsDocument } from './support/documents';
import { authorizerEvent, signedEvent } from './support/events';
import { AuthorizerFunction, type Handler } from './support/function';

const authorizer = new AuthorizerFunction();
const credentials = { consumerKey: 'crm-of-acme', consumerSecret: 'kd94hf93k423kf44' };
let handler: Handler;

beforeAll(async () => {
  await authorizer.start();
  authorizer.onboard(credentialsDocument());
  handler = authorizer.instance();
});
afterAll(() => authorizer.stop());

test('a signed request is allowed, under the API key of its consumer', async () => {
  expect(await handler(signedEvent({}, credentials))).toEqual({
    principalId: 'crm-of-acme',
    policyDocument: {
      Version: '2012-10-17',
      Statement: [
        {
          Action: 'execute-api:Invoke',
          Effect: 'Allow',
          Resource: 'arn:aws:execute-api:eu-central-1:123456789012:a1b2c3d4e5/aps/GET/*',
        },
      ],
    },
    context: { reason: 'allowed', consumerKey: 'crm-of-acme', reseller: 'acme', tier: 'gold' },
    usageIdentifierKey: 'internal-api-key-value-0001',
  });
});

test('a request without an Authorization header is denied with a challenge', async () => {
  const { principalId, policyDocument, context, usageIdentifierKey } = await handler(authorizerEvent({}));
  expect(principalId).toBe('unproved');
  expect(policyDocument.Statement[0].Effect).toBe('Deny');
  expect(context.reason).toBe('authorization_missing');
  expect(context.challenge).toBe('OAuth realm="acme", oauth_problem="parameter_absent"');
  expect(usageIdentifierKey).toBeUndefined();
});

test('of 64 simultaneous sends of one request to four function instances exactly one is allowed', async () => {
  const event = signedEvent({}, credentials);
  const instances = Array.from({ length: 4 }, () => authorizer.instance());
  const results = await Promise.all(Array.from({ length: 64 }, (_, index) => instances[index % 4]!(event)));
  const reasons = results.map(({ context }) => context.reason).toSorted();
  expect(reasons).toEqual(['allowed', ...Array.from({ length: 63 }, () => 'nonce_used')]);
});
