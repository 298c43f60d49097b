import { authorizationHeader } from '../../../lib/local/console/authorization-header';
import type { HeaderList } from '../../../lib/local/http/http-message';
import { verifySignature } from '../../../lib/local/ui-node/verify-signature';

const HOST = 'gateway.example:10443';
const secretsOf = (key: string, host: string) => (key === 'key-1' && host === HOST ? ['old-secret', 'secret-1'] : []);
const sign = (target: string, secret = 'secret-1', host = HOST, key = 'key-1') =>
  authorizationHeader({
    method: 'GET',
    url: `https://${host}${target}`,
    consumerKey: key,
    consumerSecret: secret,
    nonce: 'n',
    timestamp: 7,
  });

function verify(
  target: string,
  authorization = sign(target),
  headers: HeaderList = [['X-Forwarded-Host', HOST]],
  method = 'GET',
) {
  return verifySignature({ method, target, headers: [...headers, ['Authorization', authorization]] }, secretsOf);
}

test.each([
  '/aps/2/resources',
  '/aps/2/resources?limit(0,10)',
  '/aps/2/resources?x=1&x=2&a=%C3%A9+b%2B',
  '/aps/2/resources/a%2Fb',
])('%s verifies', (target) => {
  expect(verify(target)).toEqual({ verdict: 'verified', consumerKey: 'key-1' });
});

test('the order of parameters does not matter', () => {
  expect(verify('/p?b=2&a=1', sign('/p?a=1&b=2')).verdict).toBe('verified');
});

test.each([
  ['another path', '/other', undefined],
  ['another query', '/p?a=2', undefined],
])('%s does not verify', (_what, target) => {
  expect(verify(target, sign('/p?a=1')).verdict).toBe('refused');
});

test('another method does not verify', () => {
  expect(verify('/p', sign('/p'), [['X-Forwarded-Host', HOST]], 'DELETE').verdict).toBe('refused');
});

test('another secret does not verify', () => {
  expect(verify('/p', sign('/p', 'wrong'))).toMatchObject({
    verdict: 'refused',
    reason: expect.stringContaining('does not verify over GET'),
  });
});

test('a signature over another host does not verify', () => {
  expect(verify('/p', sign('/p', 'secret-1', 'elsewhere.example')).verdict).toBe('refused');
});

test('a key that the platform does not know at that gateway is refused', () => {
  expect(verify('/p', sign('/p', 'secret-1', HOST, 'key-2'))).toEqual({
    verdict: 'refused',
    reason: 'the consumer key is unknown',
  });
});

test.each([
  ['no', []],
  ['two', [['X-Forwarded-Host', HOST] as const, ['x-forwarded-host', HOST] as const]],
])('%s X-Forwarded-Host is refused', (_what, headers) => {
  expect(verify('/p', sign('/p'), headers)).toMatchObject({
    verdict: 'refused',
    reason: expect.stringContaining('one X-Forwarded-Host'),
  });
});

test.each(['', 'Bearer x', 'OAuth ', 'OAuth oauth_consumer_key="key-1"', 'OAuth %zz="%zz"'])(
  'the header %j is refused',
  (header) => {
    expect(verify('/p', header).verdict).toBe('refused');
  },
);
