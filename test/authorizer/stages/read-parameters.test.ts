import { readParameters } from '../../../lambda/authorizer/stages/read-parameters';
import { readRequest, type SignedRequest } from '../../../lambda/authorizer/stages/read-request';
import { authorizerEvent, signedEvent } from '../support/events';

const CREDENTIALS = { consumerKey: 'crm-of-acme', consumerSecret: 'kd94hf93k423kf44' };
const header = (nonce = 'n1'): string => signedEvent({}, { ...CREDENTIALS, nonce }).headers.Authorization;
const read = (authorization: string, methods: Parameters<typeof readParameters>[1] = ['HMAC-SHA1']) =>
  readParameters(
    readRequest(authorizerEvent({ headers: [['Authorization', authorization]] })) as SignedRequest,
    methods,
  );
const reasonOf = (authorization: string) => {
  const parameters = read(authorization);
  return 'reason' in parameters ? parameters.reason : 'accepted';
};

test.each([
  ['', 'nonce_malformed'],
  ['n'.repeat(256), 'accepted'],
  ['n'.repeat(257), 'nonce_malformed'],
])('a nonce has 1 to 256 characters', (nonce, expected) => {
  expect(reasonOf(header(nonce))).toBe(expected);
});

test('an Authorization header of spaces counts as missing', () => {
  expect(reasonOf(' \t ')).toBe('authorization_missing');
});

test.each([
  [8192, 'accepted'],
  [8193, 'authorization_too_large'],
])('an Authorization header of %i characters: %s', (length, expected) => {
  expect(reasonOf(header().padEnd(length))).toBe(expected);
});

test('a gateway with two signature methods names both', () => {
  const refused = read(header().replace('HMAC-SHA1', 'PLAINTEXT'), ['HMAC-SHA1', 'HMAC-SHA256']);
  expect(refused).toMatchObject({
    reason: 'signature_method_unsupported',
    detail: { sentence: 'It is PLAINTEXT; the gateway accepts HMAC-SHA1, HMAC-SHA256.' },
  });
});
