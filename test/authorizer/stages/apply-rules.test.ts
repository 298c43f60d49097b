import type { Rule } from '../../../lambda/authorizer/consumers/rules/rule';
import { Denied } from '../../../lambda/authorizer/decision';
import { applyRules } from '../../../lambda/authorizer/stages/apply-rules';
import { readRequest, type SignedRequest } from '../../../lambda/authorizer/stages/read-request';
import { authorizerEvent } from '../support/events';

const IDENTITY = { consumerKey: 'crm', reseller: 'acme', tier: 'gold' };
const REQUEST = readRequest(authorizerEvent({ method: 'PUT', vpceId: 'vpce-0a' })) as SignedRequest;
const apply = (...rules: Rule[]) =>
  applyRules(
    { ...IDENTITY, apiKeyValue: 'internal', secrets: [], debugUntilMs: Number.NaN, rules: () => rules },
    REQUEST,
    'HMAC-SHA256',
    77,
  );

test('without a denying rule nothing is denied', () => {
  expect(apply(() => undefined)).toBeUndefined();
});

test('the first rule that denies gives the reason, with the identity of the consumer', () => {
  const suspended: Rule = () => new Denied('consumer_suspended', { sentence: 'More.' });
  const expired: Rule = () => new Denied('consumer_expired');
  expect(apply(() => undefined, suspended, expired)).toEqual(
    new Denied('consumer_suspended', { sentence: 'More.' }, IDENTITY),
  );
});

test('a rule sees the method, path, source IP, VPC endpoint, signature method and time of the request', () => {
  const seen: unknown[] = [];
  apply((request) => void seen.push(request));
  expect(seen).toEqual([
    {
      method: 'PUT',
      path: '/aps/2/resources',
      sourceIp: '198.51.100.7',
      vpcEndpoint: 'vpce-0a',
      clientCertificate: undefined,
      signatureMethod: 'HMAC-SHA256',
      nowMs: 77,
    },
  ]);
});
