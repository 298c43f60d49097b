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

test("a signed request is allowed and metered by its consumer's API key", async () => {
  const event = signedEvent({}, credentials);
  expect(await handler(event)).toEqual({
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
    context: {
      reason: 'allowed',
      consumerKey: 'crm-of-acme',
      reseller: 'acme',
      tier: 'gold',
      authorization: event.headers.Authorization,
    },
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

test('of 64 simultaneous copies of a request to four function instances, exactly one is allowed', async () => {
  const event = signedEvent({}, credentials);
  const instances = Array.from({ length: 4 }, () => authorizer.instance());
  const results = await Promise.all(Array.from({ length: 64 }, (_, index) => instances[index % 4]!(event)));
  const reasons = results.map(({ context }) => context.reason).toSorted();
  expect(reasons).toEqual(['allowed', ...Array.from({ length: 63 }, () => 'nonce_used')]);
});

test('renewed credentials of the function are used from then on', async () => {
  const { accessKeyIds } = authorizer.secretsManager;
  const variables: NodeJS.ProcessEnv = {};
  const instance = authorizer.instance(variables);
  accessKeyIds.length = 0;
  await instance(signedEvent({}, credentials));
  variables.AWS_ACCESS_KEY_ID = 'renewed';
  await instance(signedEvent({}, { ...credentials, consumerKey: 'another-consumer' }));
  expect(accessKeyIds).toEqual(['function', 'renewed']);
});

test('a function instance sends nothing before its first request', async () => {
  const { calls } = authorizer.secretsManager;
  calls.length = 0;
  authorizer.instance();
  await new Promise((passed) => setTimeout(passed, 50));
  expect(calls).toEqual([]);
});

test('every request writes one line of JSON with the ids that API Gateway logs', async () => {
  authorizer.log.length = 0;
  await handler(signedEvent({ url: 'https://gw1.example.com/aps/2/resources?secret=value' }, credentials));
  expect(authorizer.log).toHaveLength(1);
  expect(JSON.parse(authorizer.log[0]!)).toMatchObject({
    level: 'info',
    gateway: 'test/acme',
    effect: 'allow',
    reason: 'allowed',
    requestId: 'c6af9ac6-7b61-11e6-9a41-93e8deadbeef',
    extendedRequestId: 'JKJaXmPLvHcESHA=',
    resourcePath: '/2/resources',
    consumerKey: 'crm-of-acme',
  });
  expect(authorizer.log[0]).toMatch(/^\{"_aws":\{"Timestamp":\d+,"CloudWatchMetrics":\[.*\}\n$/);
});

test('an unexpected error is a fault, and its message is neither logged nor thrown', async () => {
  authorizer.log.length = 0;
  const event = {
    get headers(): unknown {
      throw new RangeError('secret');
    },
  };
  const error = await handler(event).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ name: 'AuthorizerUnavailableError', fault: 'internal' });
  expect(error).not.toHaveProperty('cause');
  expect(JSON.parse(authorizer.log[0]!)).toMatchObject({ effect: 'fault', fault: 'internal', error: 'RangeError' });
  expect(`${String(error)}${authorizer.log.join('')}`).not.toContain('secret');
});

test('wrong environment variables are reported when the function instance starts', () => {
  expect(() => authorizer.instance({ APS_GATEWAY_NONCE_TABLE: ' ' })).toThrow('APS_GATEWAY_NONCE_TABLE is ""');
});
