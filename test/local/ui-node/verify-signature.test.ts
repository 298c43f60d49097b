import { authorizationHeader } from '../../../lib/local/terminal/authorization-header';
import type { HeaderList } from '../../../lib/local/http/http-message';
import { verifySignature } from '../../../lib/local/ui-node/verify-signature';

const HOST = 'gateway.example:10443';
const NODE = 'brand.example';
let gatewayHost: string | undefined;
beforeEach(() => {
  gatewayHost = HOST;
});
const usersOf = (key: string) => (key === 'key-1' ? [{ secrets: ['old-secret', 'secret-1'], gatewayHost }] : []);
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
  return verifySignature({ method, target, headers: [...headers, ['Authorization', authorization]] }, usersOf);
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

test('a key that the platform does not know is refused', () => {
  expect(verify('/p', sign('/p', 'secret-1', HOST, 'key-2'))).toEqual({
    verdict: 'refused',
    reason: 'the consumer key is unknown',
  });
});

test('two X-Forwarded-Host headers are refused', () => {
  const headers = [['X-Forwarded-Host', HOST] as const, ['x-forwarded-host', HOST] as const];
  expect(verify('/p', sign('/p'), headers)).toEqual({
    verdict: 'refused',
    reason: 'expected one X-Forwarded-Host header, got 2',
  });
});

describe('while the property of the reseller names a gateway', () => {
  test('a request without X-Forwarded-Host is refused, although it is signed for the gateway', () => {
    expect(verify('/p', sign('/p'), [['Host', HOST]])).toEqual({
      verdict: 'refused',
      reason: `APS OAuth API Gateway URL of the reseller names ${HOST}, and the request came without X-Forwarded-Host`,
    });
  });

  test('a request through another gateway is refused, although it is signed for that one', () => {
    const other = 'other.example';
    expect(verify('/p', sign('/p', 'secret-1', other), [['X-Forwarded-Host', other]])).toEqual({
      verdict: 'refused',
      reason: `APS OAuth API Gateway URL of the reseller names ${HOST}, and the request came with X-Forwarded-Host: ${other}`,
    });
  });

  test('the case and the default port of X-Forwarded-Host do not matter', () => {
    gatewayHost = 'gateway.example';
    const authorization = sign('/p', 'secret-1', gatewayHost);
    expect(verify('/p', authorization, [['X-Forwarded-Host', 'Gateway.Example:443']]).verdict).toBe('verified');
  });
});

describe('while the property of the reseller is not set', () => {
  beforeEach(() => {
    gatewayHost = undefined;
  });
  const direct = (headers: HeaderList = [['Host', NODE]]) => verify('/p', sign('/p', 'secret-1', NODE), headers);

  test("a request that is signed for the node's own host verifies", () => {
    expect(direct()).toEqual({ verdict: 'verified', consumerKey: 'key-1' });
  });

  test('a request through a gateway is refused', () => {
    expect(
      verify('/p', sign('/p'), [
        ['Host', NODE],
        ['X-Forwarded-Host', HOST],
      ]),
    ).toEqual({
      verdict: 'refused',
      reason: `APS OAuth API Gateway URL is not set for the reseller, and the request came with X-Forwarded-Host: ${HOST}`,
    });
  });

  test("a load balancer may name the node's own host", () => {
    expect(
      direct([
        ['X-Forwarded-Host', NODE],
        ['Host', NODE],
      ]).verdict,
    ).toBe('verified');
  });

  test('a request that is signed for a gateway does not verify without it either', () => {
    expect(verify('/p', sign('/p'), [['Host', NODE]])).toMatchObject({
      verdict: 'refused',
      reason: `the signature does not verify over GET https://${NODE}/p`,
    });
  });
});

test('of two users with the same key, the one whose property names the gateway decides', () => {
  const users = [
    { secrets: ['secret-1'], gatewayHost: 'old.example' },
    { secrets: ['secret-1'], gatewayHost: HOST },
  ];
  const headers = [['X-Forwarded-Host', HOST] as const, ['Authorization', sign('/p')] as const];
  expect(verifySignature({ method: 'GET', target: '/p', headers }, () => users).verdict).toBe('verified');
});

test.each(['', 'Bearer x', 'OAuth ', 'OAuth oauth_consumer_key="key-1"', 'OAuth %zz="%zz"'])(
  'the header %j is refused',
  (header) => {
    expect(verify('/p', header).verdict).toBe('refused');
  },
);
