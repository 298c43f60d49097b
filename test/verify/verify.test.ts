/** `verify` against the local gateway, which behaves as we believe that AWS does. */
import { gatewayTarget } from '../../lib/verify/gateway-target';
import { type StartedTarget, startLocalTarget } from '../conformance/local-target';
import { idsOf, verified } from './support/outcomes';

let started: StartedTarget;

beforeAll(async () => {
  started = await startLocalTarget();
}, 60_000);
afterAll(() => started?.close());

/** alpha's gateway, as its consumers see it. */
function alpha(consumers: Partial<(typeof started)['target']['consumers']> = {}) {
  const { target, descriptor } = started;
  const gateway = { ...descriptor, url: target.origin };
  const { consumer } = target.consumers;
  return { gateway, target: gatewayTarget(gateway, { consumer, ...consumers }, { ca: target.ca! }) };
}

test('nothing fails, and only what consumers cannot see or did not ask for is not checked', async () => {
  const lines = await verified(alpha());

  expect(idsOf(lines, 'failed')).toEqual([]);
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
}, 30_000);

test('a wrong secret fails one line, and nothing that needs the right one is called held', async () => {
  const { consumerKey } = started.target.consumers.consumer;
  const lines = await verified(alpha({ consumer: { consumerKey, consumerSecret: 'another secret' } }));

  expect(idsOf(lines, 'failed')).toEqual(['list']);
  expect(lines.get('list')?.failure?.means).toMatch(/another secret for this consumer key/);
  expect(lines.get('replay')).toMatchObject({
    state: 'unknown',
    found: 'the gateway refuses correct requests of this consumer: signature_invalid',
  });
  expect(lines.get('unknown-path-1')?.state).toBe('held');
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
