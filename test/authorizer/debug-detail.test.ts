import { debugDetails } from '../../lambda/authorizer/debug-detail';
import { Allowed, Denied } from '../../lambda/authorizer/decision';
import { AuthorizerUnavailableError } from '../../lambda/authorizer/faults';
import { signedEvent } from './support/events';

const CONSUMER = { consumerKey: 'crm', reseller: 'acme', tier: 'gold' };
const ALLOWED = new Allowed(CONSUMER, 'api-key-value');
const MISMATCH = new Denied('signature_invalid');
const ON = { claimedConsumerKey: 'crm', debug: true };
const URL = 'https://gw1.example.com/aps/2/resources?and(eq(mail,a@b.example),limit(0,7))&page=Value1&sub-ject=Value2';
const event = signedEvent(
  { url: URL, headers: [['X-Own', 'Value3']] },
  { consumerKey: 'crm', consumerSecret: 'S3cret' },
);
const collect = debugDetails(() => 0);

test('the detail has the names of parameters and headers, and of RQL only the operator', () => {
  expect(collect(event, ALLOWED, ON)).toMatchObject({
    authorization: [
      'oauth_consumer_key',
      'oauth_signature_method',
      'oauth_timestamp',
      'oauth_nonce',
      'oauth_version',
      'oauth_signature',
    ],
    query: ['and...', 'page', 'sub-ject'],
    headers: ['host', 'authorization', 'x-own'],
  });
});

test('no value, signature or secret is in it', () => {
  const text = JSON.stringify(collect(event, ALLOWED, ON));
  const { Authorization } = event.headers as { Authorization: string };
  const [, signature = ''] = /oauth_signature="([^"]+)"/.exec(Authorization) ?? [];

  for (const value of ['Value', 'mail', 'b.example', 'S3cret', 'gw1', decodeURIComponent(signature), signature])
    expect(text).not.toContain(value);
});

test.each([
  ['an accepted request passes all checks', ALLOWED, ['passed', 'passed', 'passed']],
  ['a wrong signature fails its check', MISMATCH, ['failed', 'not reached', 'not reached']],
  [
    'a suspended consumer fails its rules',
    new Denied('consumer_suspended', {}, CONSUMER),
    ['passed', 'passed', 'failed'],
  ],
  [
    'a nonce table that is down ends the check',
    new AuthorizerUnavailableError('nonces_unavailable'),
    ['passed', 'failed', 'not reached'],
  ],
])('%s', (_what, outcome, [signature, nonce, rules]) => {
  expect(collect(event, outcome, ON)?.checks).toMatchObject({ signature, nonce, rules });
});

test('a failure of the function itself leaves the checks out', () => {
  expect(collect(event, new AuthorizerUnavailableError('internal'), ON)).not.toHaveProperty('checks');
});

test('a reason of no known check leaves the checks out', () => {
  const unknown = debugDetails(
    () => 0,
    () => undefined,
  );
  expect(unknown(event, MISMATCH, ON)).not.toHaveProperty('checks');
  expect(unknown(event, new AuthorizerUnavailableError('identity_provider_unavailable'), ON)).not.toHaveProperty(
    'checks',
  );
});

test('a fault of one way to authenticate ends the check that this way names', () => {
  const bearer = debugDetails(
    () => 0,
    () => 'headers',
  );
  const fault = new AuthorizerUnavailableError('identity_provider_unavailable');
  expect(bearer(event, fault, ON)?.checks).toMatchObject({ path: 'passed', headers: 'failed', body: 'not reached' });
});

test('an event that cannot be read has no detail', () => {
  expect(collect({}, new Denied('request_unreadable'), ON)).toBeUndefined();
});

test('an Authorization header that cannot be parsed has no names', () => {
  const malformed = { ...event, multiValueHeaders: { Authorization: ['OAuth oauth_nonce'] }, headers: {} };
  expect(collect(malformed, MISMATCH, ON)?.authorization).toEqual([]);
});

test('a request without an Authorization header has no names of parameters', () => {
  const without = { ...event, multiValueHeaders: {}, headers: {} };
  expect(collect(without, new Denied('authorization_missing'), ON)?.authorization).toEqual([]);
});

test.each([
  ['a wrong signature', 'is', MISMATCH, { claimedConsumerKey: 'crm' }],
  ['a request without a key', 'is not', new Denied('authorization_missing'), {}],
  ['an accepted request', 'is not', ALLOWED, { claimedConsumerKey: 'crm' }],
  [
    'a consumer that its rules refuse',
    'is not',
    new Denied('consumer_expired', {}, CONSUMER),
    { claimedConsumerKey: 'crm' },
  ],
])('of %s that is not debugged the event %s read all the same', (_what, read, outcome, trace) => {
  let reads = 0;
  const watched = new Proxy(event as object, {
    get: (target, name) => {
      reads += 1;
      return Reflect.get(target, name) as unknown;
    },
  });
  collect(watched, outcome, trace);
  expect(reads > 0 ? 'is' : 'is not').toBe(read);
});

test.each([
  ['an accepted request', ALLOWED],
  ['a wrong signature', MISMATCH],
])('%s of a consumer that is not debugged has none', (_what, outcome) => {
  expect(collect(event, outcome, { claimedConsumerKey: 'crm' })).toBeUndefined();
});

test('of many names the first forty are listed, and how many more there are', () => {
  const query = Array.from({ length: 43 }, (_, index) => `p${index}=1`).join('&');
  const many = signedEvent(
    { url: `https://gw1.example.com/aps/2/resources?${query}` },
    {
      consumerKey: 'crm',
      consumerSecret: 'S3cret',
    },
  );

  expect(collect(many, ALLOWED, ON)?.query).toHaveLength(41);
  expect(collect(many, ALLOWED, ON)?.query.at(-1)).toBe('3 more');
});

test('forty names are listed without a count', () => {
  const query = Array.from({ length: 40 }, (_, index) => `p${index}=1`).join('&');
  const url = `https://gw1.example.com/aps/2/resources?${query}`;
  const full = signedEvent({ url }, { consumerKey: 'crm', consumerSecret: 'S3cret' });
  expect(collect(full, ALLOWED, ON)?.query.at(-1)).toBe('p39');
});

test('a name is cut, so that a line stays short', () => {
  const long = signedEvent(
    { url: `https://gw1.example.com/aps/2/resources?${'n'.repeat(500)}=1` },
    {
      consumerKey: 'crm',
      consumerSecret: 'S3cret',
    },
  );

  expect(collect(long, ALLOWED, ON)?.query).toEqual([`${'n'.repeat(40)}...`]);
});

test('wrong signatures get twenty details at once and one a second after that; right ones have no bound', () => {
  let nowMs = 0;
  const bounded = debugDetails(() => nowMs);
  const details = (count: number, outcome: Denied | Allowed) =>
    Array.from({ length: count }, () => bounded(event, outcome, ON)).filter(Boolean).length;

  expect([details(25, MISMATCH), details(25, ALLOWED)]).toEqual([20, 25]);
  nowMs = 2000;
  expect(details(5, MISMATCH)).toBe(2);
});
