import { KNOWN_FAULTS } from '../../../lambda/authorizer/oauth1/known-faults/known-faults';
import { authorizerResult } from '../../../lambda/authorizer/policy';
import { denySignature } from '../../../lambda/authorizer/stages/deny-signature';
import type { SignedRequest } from '../../../lambda/authorizer/stages/read-request';

const URI = 'https://gw1.example.com/aps/2/resources';
const SIGNATURE = 'AAAAAAAAAAAAAAAAAAAAAAAAAAA=';

function requestWith(query: SignedRequest['query']): SignedRequest {
  return {
    method: 'GET',
    path: '/aps/2/resources',
    authority: { host: 'gw1.example.com' },
    uri: URI,
    query,
    headers: new Map(),
    sourceIp: undefined,
    vpcEndpoint: undefined,
    clientCertificate: undefined,
  };
}

function sentence(query: SignedRequest['query'], signature = SIGNATURE, consumerKey = 'crm'): string | undefined {
  return denySignature(requestWith(query), { consumerKey, signatureMethod: 'HMAC-SHA1', signature }).detail.sentence;
}

test('the parameters that were counted are listed', () => {
  expect(
    sentence([
      ['limit(0,10)', ''],
      ['sort', '-name'],
    ]),
  ).toBe(`It was checked against GET ${URI}; query parameters: 2: 'limit(0,10)' = '', 'sort' = '-name'.`);
});

test('no parameter is 0', () => {
  expect(sentence([])).toBe(`It was checked against GET ${URI}; query parameters: 0.`);
});

test.each(['crm ', '\tcrm', 'crm\n'])('white space around the consumer key %j is named', (consumerKey) => {
  expect(sentence([], SIGNATURE, consumerKey)).toMatch(/0\. The oauth_consumer_key begins or ends with white space\.$/);
});

test('the list is bounded, and the count is not', () => {
  const query = Array.from(
    { length: 1000 },
    (_, index) => [`\u2615${'n'.repeat(9999)}${index}`, 'v'.repeat(9999)] as const,
  );
  const text = sentence(query) ?? '';
  expect([text.length < 1200, text]).toEqual([
    true,
    expect.stringMatching(/: 1000: '%E2%98%95n+\.\.\.' = .*, \.\.\.\.$/),
  ]);
});

test.each([
  [8, "'p8' = ''."],
  [9, "'p8' = '', ...."],
])('of %i parameters, eight are listed', (count, end) => {
  const query = Array.from({ length: count }, (_, index) => [`p${index + 1}`, ''] as const);
  expect(sentence(query)?.endsWith(end)).toBe(true);
});

test('what a name or value contains stays printable, without quotes and substitutions', () => {
  expect(sentence([['$context.x"\\\n', "' = '"]])).toContain("1: '%24context.x%22%5C%0A' = '%27%20=%20%27'.");
});

test('the message says why no key can produce a signature, and does not repeat it', () => {
  const text = sentence([], 'ABCDEF012345');
  expect(text).toMatch(/\. No key can produce this oauth_signature: it has 12 characters; HMAC-SHA1 has 28\.$/);
  expect(text).not.toContain('ABCDEF');
});

test.each([
  ['query_unsigned', 'It verifies with the query left out, and all else is right. Sign the parameters of the query. '],
  ['secret_missing', 'It verifies with no consumer secret at all. Give the client its consumer secret; '],
])('the fault %s is named, with its own remedy', (id, named) => {
  const fault = KNOWN_FAULTS.find((each) => each.id === id)!;
  const parameters = { consumerKey: ' crm', signatureMethod: 'HMAC-SHA1', signature: 'x' } as const;
  const denied = denySignature(requestWith([]), parameters, fault);
  const { message } = authorizerResult(denied, '*', 'acme').context;
  expect(message).toContain(`query parameters: 0. ${named}`);
  expect(message?.endsWith(fault.remedy)).toBe(true);
});
