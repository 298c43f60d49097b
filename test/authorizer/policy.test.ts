import { Allowed, Denied } from '../../lambda/authorizer/decision';
import { authorizerResult } from '../../lambda/authorizer/policy';

const RESOURCE = 'arn:aws:execute-api:eu-central-1:123456789012:a1b2c3d4e5/aps/GET/*';
const CONSUMER = { consumerKey: 'crm', reseller: 'acme', tier: 'gold' };
const statement = (Effect: string, Resource: string) => ({
  Version: '2012-10-17',
  Statement: [{ Action: 'execute-api:Invoke', Effect, Resource }],
});

test('an allowed request has its consumer as principal and is metered by the internal API key', () => {
  expect(authorizerResult(new Allowed(CONSUMER, 'internal-api-key'), RESOURCE, 'APS')).toEqual({
    principalId: 'crm',
    policyDocument: statement('Allow', RESOURCE),
    context: { reason: 'allowed', ...CONSUMER },
    usageIdentifierKey: 'internal-api-key',
  });
});

test('the headers that replace the consumer’s are in the context', () => {
  const headers = { authorization: 'OAuth oauth_nonce="n"', forwarded: 'proto=https' };
  const { context } = authorizerResult(new Allowed(CONSUMER, 'internal-api-key', headers), RESOURCE, 'APS');
  expect(context).toEqual({ reason: 'allowed', ...CONSUMER, ...headers });
});

test('an unauthenticated denial has no consumer as principal, and states its reason', () => {
  expect(authorizerResult(new Denied('signature_invalid'), RESOURCE, 'APS')).toEqual({
    principalId: 'unproved',
    policyDocument: statement('Deny', '*'),
    context: {
      reason: 'signature_invalid',
      message:
        'The signature does not verify. Check the consumer key and secret, and that you sign the same method, URL and query that you send.',
      challenge: 'OAuth realm="APS", oauth_problem="signature_invalid"',
    },
  });
});

test('an authenticated denial has its consumer as principal, and the details of the denial', () => {
  const detail = { sentence: 'More of it.', challenge: { oauth_more: '1-2' } };
  expect(authorizerResult(new Denied('consumer_suspended', detail, CONSUMER), RESOURCE, 'Acme APS')).toEqual({
    principalId: 'crm',
    policyDocument: statement('Deny', '*'),
    context: {
      reason: 'consumer_suspended',
      ...CONSUMER,
      message: 'The consumer is suspended. More of it. Ask the provider to resume the consumer.',
      challenge: 'OAuth realm="Acme APS", oauth_problem="consumer_key_refused", oauth_more="1-2"',
    },
  });
});
