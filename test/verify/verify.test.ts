/** `verify` against the local gateway, which behaves as we believe that AWS does. */
import { gatewayTarget } from '../../lib/verify/gateway-target';
import { type StartedTarget, startLocalTarget } from '../conformance/local-target';
import type { Credentials } from '../../lib/conformance/sign';
import { failuresIn, idsOf, verified } from './support/outcomes';

let started: StartedTarget;

beforeAll(async () => {
  started = await startLocalTarget();
});
afterAll(() => started?.close());

/** alpha's gateway, as its consumers see it. */
function alpha(consumers: Partial<(typeof started)['target']['consumers']> = {}) {
  const { target, descriptor } = started;
  const gateway = { ...descriptor, url: target.origin };
  const consumer = target.consumers.consumer!;
  return { gateway, target: gatewayTarget(gateway, { consumer, ...consumers }, { ca: target.ca! }) };
}

test('nothing fails, and only what consumers cannot see or did not ask for is not checked', async () => {
  const lines = await verified(alpha());

  expect(failuresIn(lines)).toEqual({});
  expect(idsOf(lines, 'noted')).toEqual([]);
  expect(idsOf(lines, 'unknown')).toEqual([
    'forwarded-host',
    'forwarded-host-forged',
    'canonical-authorization',
    'canonical-authorization-lower-case',
    'post-json',
    'direct-call',
    'identity',
    'compressed-request',
    'cookie',
    'other-gateway',
    'suspended',
    'throttle',
  ]);
});

test('a whole verification takes less than ten seconds', async () => {
  const before = performance.now();
  await verified(alpha());

  expect(performance.now() - before).toBeLessThan(10_000);
});

test("another gateway's consumer and a suspended one are refused, when they are given", async () => {
  const { otherGateway, suspended } = started.target.consumers;
  const lines = await verified({
    ...alpha({ otherGateway: otherGateway!, suspended: suspended! }),
    only: new Set(['other-gateway', 'suspended']),
  });

  expect(idsOf(lines, 'held')).toEqual(['list', 'other-gateway', 'suspended']);
});

test('over httpProxy, the final slash is refused and httpProxy suffices for every RQL form', async () => {
  const lines = await verified({ ...alpha(), only: new Set(['trailing-slash', 'forwarding']) });

  expect(lines.get('trailing-slash')?.state).toBe('held');
  expect(lines.get('forwarding')?.found).toBe('forwarding is httpProxy, and every form arrives; httpProxy suffices');
});

test('over the forwarder, it cannot be known whether httpProxy would suffice', async () => {
  const { target } = started;
  const url = started.gateways.find(({ resellerId }) => resellerId === 'beta')!.url;
  const beta = gatewayTarget({ url }, { consumer: target.consumers.otherGateway! }, { ca: target.ca! });
  const lines = await verified({ gateway: { url }, target: beta, only: new Set(['forwarding']) });

  expect(lines.get('forwarding')).toMatchObject({
    state: 'held',
    found: 'forwarding is lambda, and every form arrives; whether httpProxy would suffice is not known',
  });
});

test('a throttle is provoked on demand, and its refusal says when to come back', async () => {
  const { throttled } = started.target.consumers;
  const lines = await verified({ ...alpha({ consumer: throttled! }), only: new Set(['throttle']), throttle: true });

  expect(lines.get('throttle')).toMatchObject({ state: 'held', found: '429 throttled, Retry-After: 1' });
});

test('a consumer on a slow tier is waited for, not called a failure', async () => {
  const { throttled } = started.target.consumers;
  const lines = await verified({
    ...alpha({ consumer: throttled! }),
    only: new Set(['booster-header', 'scheme-case', 'rql-limit']),
  });

  expect(idsOf(lines, 'held')).toEqual(['list', 'booster-header', 'scheme-case', 'rql-limit']);
});

test('a wrong secret fails one line, and nothing that needs the right one is called held', async () => {
  const { consumerKey } = started.target.consumers.consumer!;
  const lines = await verified(alpha({ consumer: { consumerKey, consumerSecret: 'another secret' } }));

  expect(idsOf(lines, 'failed')).toEqual(['list']);
  expect(lines.get('list')?.failure?.means).toMatch(/another secret for this consumer key/);
  expect(lines.get('replay')).toMatchObject({
    state: 'unknown',
    found: 'the gateway refuses correct requests of this consumer: signature_invalid',
  });
  expect(lines.get('unknown-path-1')?.state).toBe('held');
});

describe('with a token of a consumer', () => {
  /** As the command sees it: one token, and no identity provider. */
  function withToken(reseller: 'gamma' | 'delta', consumers: { readonly consumer?: Credentials } = {}) {
    const { origin, ca, tokens } = started.tokenTargets[reseller];
    const { consumerKey, correct } = tokens!;
    const authentication = reseller === 'delta' ? ['bearer'] : ['oauth1', 'bearer'];
    const gateway = { ...started.descriptor, resellerId: reseller, url: origin, authentication };
    return {
      gateway,
      target: gatewayTarget(gateway, consumers, { ca: ca!, tokens: { consumerKey, correct } }),
    };
  }

  test('nothing fails at a gateway for tokens only, and each line that is not checked says why', async () => {
    const lines = await verified(withToken('delta'));
    expect(failuresIn(lines)).toEqual({});
    const neutral = ['list', 'head', 'compressed-answer', 'rql-and', 'forwarding', 'aps-header', 'unknown-path-1'];
    expect(idsOf(lines, 'held')).toEqual(expect.arrayContaining(neutral));
    expect(idsOf(lines, 'held').filter((id) => id.startsWith('token-'))).toEqual([
      'token-accepted',
      'token-again',
      'token-tampered',
      'token-forged',
      'token-alg-none',
      'token-unsigned',
    ]);
    const ofReason = (why: string) => [...lines.values()].filter(({ found }) => found === why).map(({ id }) => id);
    expect(ofReason('no identity provider is at hand that issues tokens to order')).toEqual([
      'token-alg-hs256',
      'token-type',
      'token-kid',
      'token-expired',
      'token-not-yet-valid',
      'token-issuer',
      'token-audience',
      'token-subject',
      'token-of-signer',
      'token-suspended',
      'token-ended',
      'token-source',
      'token-operation',
    ]);
    expect(ofReason('the gateway accepts only bearer tokens')).toEqual(
      expect.arrayContaining(['replay', 'wrong-secret', 'plaintext', 'token-key-signed', 'token-and-signature']),
    );
  });

  test('lines about tokens are not shown for a gateway that accepts only signatures', async () => {
    const lines = await verified({ ...alpha(), only: new Set(['list']) });
    expect([...lines.keys()]).toEqual(['list']);
    const asked = await verified({ ...alpha(), only: new Set(['token-forged']) });
    expect(asked.get('token-forged')).toMatchObject({ state: 'unknown', found: 'the gateway accepts only signatures' });
  });

  test('without a token, lines about tokens say what they need', async () => {
    const { gateway, target } = withToken('gamma', { consumer: started.tokenTargets.gamma.consumers.consumer! });
    const { tokens: _, ...signs } = target;
    const lines = await verified({ gateway, target: signs, only: new Set(['token-accepted', 'token-and-signature']) });
    expect(lines.get('token-accepted')).toMatchObject({
      state: 'unknown',
      found: 'it needs a consumer with a subject, and its token',
    });
  });

  test('where both schemes are accepted, lines about signatures need a consumer that signs', async () => {
    const lines = await verified({ ...withToken('gamma'), only: new Set(['replay', 'token-again']) });
    expect(lines.get('replay')).toMatchObject({ state: 'unknown', found: 'it needs a consumer that signs' });
    expect(lines.get('token-again')).toMatchObject({ state: 'held' });
  });

  test('a refused token fails one line, which says what to do', async () => {
    const { gateway, target } = withToken('delta');
    const { issue } = started.tokenTargets.delta.tokens!;
    const tokens = { ...target.tokens!, correct: () => issue!({ members: { exp: '-60' } }) };
    const lines = await verified({ gateway, target: { ...target, tokens } });
    expect(idsOf(lines, 'failed')).toEqual(['list']);
    expect(lines.get('list')?.failure?.means).toMatch(/The token has expired\. Request a new token/);
  });

  test('the platform is not called without the gateway, because a token shows nothing there', async () => {
    const only = new Set(['direct-call']);
    const lines = await verified({ ...withToken('delta'), brandEndpoint: 'https://localhost:1', only });
    expect(lines.get('direct-call')).toMatchObject({
      state: 'unknown',
      found: 'a token is the same at both URLs, so its answer would show nothing about the property',
    });
  });
});

test('a path that the gateway declares is not expected to be unknown', async () => {
  const { gateway, target } = alpha();
  const routes = [{ path: '/aps/2/types' }, { path: '/aps/2/resources' }];
  const lines = await verified({ gateway: { ...gateway, routes }, target, only: new Set(['unknown-path-3']) });

  expect(lines.get('unknown-path-3')).toMatchObject({
    state: 'unknown',
    found: 'the gateway declares this path and method',
  });
});
