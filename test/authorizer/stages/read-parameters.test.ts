import { readParameters } from '../../../lambda/authorizer/stages/read-parameters';
import { readRequest, type SignedRequest } from '../../../lambda/authorizer/stages/read-request';
import { authorizerEvent, signedEvent } from '../support/events';

const CREDENTIALS = { consumerKey: 'crm-of-acme', consumerSecret: 'kd94hf93k423kf44' };
const header = (nonce = 'n1'): string =>
  signedEvent({}, { ...CREDENTIALS, nonce, timestamp: 1_795_320_000 }).headers.Authorization;
const SETTINGS = { signatureMethods: ['HMAC-SHA1'], authorization: 'canonical' } as const;
const read = (authorization: string, settings: Partial<Parameters<typeof readParameters>[1]> = {}) =>
  readParameters(readRequest(authorizerEvent({ headers: [['Authorization', authorization]] })) as SignedRequest, {
    ...SETTINGS,
    ...settings,
  });
const reasonOf = (authorization: string, settings = {}) => {
  const parameters = read(authorization, settings);
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
  const refused = read(header().replace('HMAC-SHA1', 'PLAINTEXT'), { signatureMethods: ['HMAC-SHA1', 'HMAC-SHA256'] });
  expect(refused).toMatchObject({
    reason: 'signature_method_unsupported',
    detail: { sentence: 'It is PLAINTEXT; the gateway accepts HMAC-SHA1, HMAC-SHA256.' },
  });
});

const signedWith = (before: string, after = '') => `OAuth ${before}${header().slice(6)}${after}`;
const authorizationOf = (authorization: string) => (read(authorization) as { authorization?: string }).authorization;

test.each([
  ['a realm that holds a parameter', signedWith('realm="x,oauth_consumer_key=\\"K2\\"", ')],
  ['a realm at the end', signedWith('', ', Realm=""')],
  ['empty list elements', signedWith(',, ', ' ,\t,')],
  ['the scheme in lower case', signedWith('').replace('OAuth', 'oauth')],
  ['no spaces', signedWith('').replaceAll(', ', ',')],
  ['needless escapes', signedWith('').replace('oauth_nonce="n1"', '%6Fauth_nonce="%6e1"')],
])('the nodes get the canonical header for one with %s', (_, sent) => {
  expect(authorizationOf(sent)).toBe(header());
});

test('the canonical header encodes what its sender did not', () => {
  const sent = header()
    .replace(/oauth_signature="[^"]*"/, 'oauth_signature="a+b/c=="')
    .replace('"n1"', '"n 1,\'*"');
  expect(authorizationOf(sent)).toMatch(/oauth_nonce="n%201%2C%27%2A".*oauth_signature="a%2Bb%2Fc%3D%3D"$/);
});

test('a header that grows beyond the limit when it is encoded is refused', () => {
  expect(read(`${header()}, oauth_x="${','.repeat(3000)}"`)).toMatchObject({
    reason: 'authorization_too_large',
    detail: { sentence: expect.stringMatching(/^Percent-encoded, it has 9\d{3}\.$/) },
  });
});

test('with asSent, the nodes get the header that was sent', () => {
  const sent = signedWith('realm="Acme 1", ');
  expect(read(sent, { authorization: 'asSent' })).toMatchObject({ authorization: sent });
});

test('asSent refuses a header that two readers could read differently', () => {
  const sent = signedWith('realm="x,oauth_consumer_key=\\"K2\\"", ');
  expect(reasonOf(sent, { authorization: 'asSent' })).toBe('authorization_ambiguous');
});

test.each([
  ['a realm with a comma', signedWith('realm="x,y", '), 'The cause begins at character 7, realm.'],
  [
    'a value that is not percent-encoded',
    signedWith('', ', oauth_x="a+b"'),
    `The cause begins at character ${header().length + 3}, oauth_x.`,
  ],
  ['a comma at the end', signedWith('', ', '), 'It ends in a comma.'],
  ['a tab after the scheme', signedWith('').replace(' ', '\t'), 'The cause begins at character 1.'],
])('asSent says where the cause is for %s', (_, sent, sentence) => {
  expect(read(sent, { authorization: 'asSent' })).toMatchObject({ detail: { sentence } });
});

test('asSent names an unexpected parameter rather than calling it ambiguous', () => {
  expect(reasonOf(signedWith('', ', !oauth_nonce="n"'), { authorization: 'asSent' })).toBe('parameter_unexpected');
});

test('asSent passes the header on without the white space around it', () => {
  expect(read(` ${header()} \t`, { authorization: 'asSent' })).toMatchObject({ authorization: header() });
});

test('asSent counts from the first character that is no white space', () => {
  expect(read(`  ${signedWith('realm="x,y", ')}`, { authorization: 'asSent' })).toMatchObject({
    detail: { sentence: 'The cause begins at character 7, realm.' },
  });
});

test.each([8192, 8193])('a canonical header may have 8192 characters, and this one has %i', (length) => {
  const sent = `${header()}, oauth_x="`;
  const added = length - sent.length - 1;
  // A comma is three characters of the canonical header.
  const value = `${','.repeat(100)}${'x'.repeat(added - 300)}`;
  expect(reasonOf(`${sent}${value}"`)).toBe(length === 8192 ? 'accepted' : 'authorization_too_large');
});

test.each([
  ['OAuth, oauth_nonce="n"', 'The scheme OAuth is followed by a comma instead of a space.'],
  ['OAuth oauth_nonce="n", oauth_token=', 'It cannot be read from character 24 on.'],
])('the malformed header %s is explained', (sent, sentence) => {
  expect(read(sent)).toMatchObject({ reason: 'authorization_malformed', detail: { sentence } });
});
