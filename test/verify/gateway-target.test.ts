/** `verify` from a network in which the gateway does not answer. */
import { gatewayTarget, type KnownGateway } from '../../lib/verify/gateway-target';
import { type Script, type ScriptedServer, startScripted } from './support/scripted-server';
import { idsOf, verified } from './support/outcomes';

let server: ScriptedServer | undefined;
afterEach(() => server?.close());

const INTERNAL = { audience: 'internal' as const, vpcEndpoints: ['vpce-0a1', 'vpce-0b2'] };
const CONSUMERS = { consumer: { consumerKey: 'crm-prod', consumerSecret: 'SecretOfTheConsumer' } };
/** The answer of API Gateway to a request that its resource policy denies: no context of the authorizer. */
const DENIED = { status: 401, body: { code: '', message: '', requestId: 'r1', detail: 'explicit deny' } };

async function verify(script: Script, known: Partial<KnownGateway>, url?: string) {
  server = await startScripted(script);
  const gateway: KnownGateway = { url: url ?? server.origin, routes: [{ path: '/aps/2/resources' }], ...known };
  return verified({ gateway, target: gatewayTarget(gateway, CONSUMERS, { ca: server.ca }) });
}

test('an internal gateway that refuses the network is not reported as one that accepts everything', async () => {
  const lines = await verify(() => DENIED, INTERNAL);
  expect(idsOf(lines, 'failed')).toEqual(['list']);
  expect(lines.get('list')).toMatchObject({
    found: 'the gateway refuses every request from this network',
    failure: {
      by: 'provider',
      means: expect.stringContaining(
        'answers only through vpce-0a1, vpce-0b2: name one of them with --vpc-endpoint',
      ) as string,
    },
  });
  expect(lines.get('unsigned')).toMatchObject({ state: 'unknown' });
  expect(lines.get('unknown-path-1')).toMatchObject({ state: 'unknown' });
});

test('a gateway with allowedSourceIps that lacks the address says so', async () => {
  const lines = await verify(() => DENIED, {});
  expect(idsOf(lines, 'failed')).toEqual(['list']);
  expect(lines.get('list')?.failure?.means).toContain('allowedSourceIps');
});

test('a 401 without code comes from the platform, and not from the network', async () => {
  const lines = await verify(() => ({ status: 401, body: {} }), INTERNAL);
  expect(idsOf(lines, 'failed').length).toBeGreaterThan(10);
  expect(lines.get('list')?.found).not.toContain('network');
});

test('the name of an internal gateway that does not resolve needs no DNS record, but its network', async () => {
  const lines = await verify(() => DENIED, INTERNAL, 'https://a1.execute-api.invalid');
  expect(lines.get('dns')).toMatchObject({ state: 'failed' });
  expect(lines.get('dns')?.failure?.means).toContain('run the command in their network');
});

test('a host that answers no TLS is explained by the network as well', async () => {
  const lines = await verify(() => DENIED, INTERNAL, 'https://127.0.0.1:9');
  expect(lines.get('tls-versions')?.failure?.means).toContain('vpce-0a1');
});

test.each([
  [
    'an internal gateway on localhost is called through the first of its VPC endpoints',
    'https://localhost:8',
    'vpce-0a1',
  ],
  ['an internal gateway elsewhere is called as it is', 'https://a1.execute-api.invalid', undefined],
])('%s', (_, url, expected) => {
  const { headers = {} } = gatewayTarget({ url, ...INTERNAL }, CONSUMERS);
  expect(headers['X-Simulated-Vpc-Endpoint']).toBe(expected);
});

test('a gateway on localhost that answers on the internet is called as it is', () => {
  const both = { url: 'https://localhost:8', ...INTERNAL, audience: 'both' as const };
  expect(gatewayTarget(both, CONSUMERS)).not.toHaveProperty('headers');
});
