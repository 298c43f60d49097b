import type { CredentialsDocument } from '../../lambda/authorizer/contract';
import { signRequest } from '../../lambda/authorizer/oauth1/sign-request';

/** A credentials document without rules. */
export const PLAIN_DOCUMENT: CredentialsDocument = {
  version: 1,
  consumerKey: 'crm-of-acme',
  reseller: 'acme',
  tier: 'gold',
  status: 'active',
  secrets: [{ value: 'kd94hf93k423kf44' }],
  apiKey: { id: 'k1', value: 'internal-api-key-value-0001' },
};

/** A credentials document with many rules. */
export const MANY_RULES: CredentialsDocument = {
  ...PLAIN_DOCUMENT,
  rules: {
    sourceIps: Array.from({ length: 100 }, (_, index) => `198.51.${index}.0/24`),
    operations: Array.from({ length: 20 }, (_, index) => ({
      methods: ['GET', 'PUT'],
      path: `/aps/2/services/service-${index}/*`,
    })),
  },
};

/** A credentials document with two rules, as the CLI writes it. */
export function benchDocument(): string {
  const rules = { sourceIps: ['198.51.100.0/24'], operations: [{ path: '/aps/2/resources/**' }] };
  return JSON.stringify({ ...PLAIN_DOCUMENT, rules });
}

let nonces = 0;

/** A signed event as API Gateway sends it, with the headers that a browserless client has. */
export function benchEvent(consumerSecret = 'kd94hf93k423kf44'): object {
  const query = 'implementing(http://parallels.com/aps/types/pa/brand/1.0)&limit(0,10)';
  const { authorization } = signRequest({
    method: 'GET',
    url: `https://gw1.example.com/aps/2/resources?${query}`,
    consumerKey: 'crm-of-acme',
    consumerSecret,
    timestamp: Math.floor(Date.now() / 1000),
    nonce: `bench-${process.pid}-${(nonces += 1)}`,
  });
  const headers = {
    Accept: '*/*',
    'Accept-Encoding': 'gzip, deflate',
    Authorization: authorization,
    Host: 'gw1.example.com',
    'User-Agent': 'python-requests/2.32.3',
    'X-Amzn-Trace-Id': 'Root=1-65f0e2a1-0123456789abcdef01234567',
    'X-Forwarded-For': '198.51.100.7',
    'X-Forwarded-Port': '443',
    'X-Forwarded-Proto': 'https',
  };
  const parameters = query.split('&').map((name) => [name, ''] as const);
  return {
    type: 'REQUEST',
    methodArn: 'arn:aws:execute-api:eu-central-1:123456789012:a1b2c3d4e5/aps/GET/2/resources',
    httpMethod: 'GET',
    path: '/2/resources',
    headers,
    multiValueHeaders: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]])),
    queryStringParameters: Object.fromEntries(parameters),
    multiValueQueryStringParameters: Object.fromEntries(parameters.map(([name, value]) => [name, [value]])),
    requestContext: {
      domainName: 'gw1.example.com',
      path: '/aps/2/resources',
      requestId: 'c6af9ac6-7b61-11e6-9a41-93e8deadbeef',
      extendedRequestId: 'JKJaXmPLvHcESHA=',
      resourcePath: '/2/resources',
      identity: { sourceIp: '198.51.100.7' },
    },
  };
}
