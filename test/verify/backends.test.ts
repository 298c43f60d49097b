import { gatewayTarget, type KnownGateway } from '../../lib/verify/gateway-target';
import { type Script, type ScriptedServer, startScripted } from './support/scripted-server';
import { verified } from './support/outcomes';

const OK = { status: 200, headers: { 'X-APSBooster-Response': 'true' }, body: [] };
const ORDERS = { path: '/aps/2/orders', brandEndpoint: 'https://orders.provider.test' };
const CARTS = { path: '/aps/2/carts', methods: ['GET', 'PUT'], brandEndpoint: 'https://carts.provider.test' };

const servers: ScriptedServer[] = [];
afterEach(() => Promise.all(servers.splice(0).map((server) => server.close())));

/** Verifies a gateway whose backends answer as the script says. */
async function verify(
  script: Script,
  routes: KnownGateway['routes'],
  only?: readonly string[],
  platform: { readonly answer: ReturnType<Script>; readonly direct?: ScriptedServer } = { answer: OK },
) {
  const isOf = (path: string, target: string) => target.split('?')[0] === path;
  const server = await startScripted((request) =>
    [ORDERS, CARTS].some(({ path }) => isOf(path, request.target)) ? script(request) : platform.answer,
  );
  servers.push(server);
  const gateway: KnownGateway = { url: server.origin, ...(routes && { routes }) };
  const consumer = { consumerKey: 'crm-prod', consumerSecret: 'SecretOfTheConsumer' };
  const target = gatewayTarget(gateway, { consumer }, { ca: server.ca + (platform.direct?.ca ?? '') });
  const brandEndpoint = platform.direct?.origin;
  const limits = { ...(only && { only: new Set(only) }), ...(brandEndpoint !== undefined && { brandEndpoint }) };
  return (await verified({ gateway, target, ...limits })).get('backends');
}

test('every route with UI nodes of its own gets one signed GET, and the line names their answers', async () => {
  const seen: string[] = [];
  const line = await verify(
    ({ method, target, headers }) => {
      seen.push(`${method} ${target} ${String(headers['authorization']).startsWith('OAuth ')}`);
      return { status: target === ORDERS.path ? 200 : 404 };
    },
    [{ path: '/aps/2/resources' }, ORDERS, CARTS],
    ['backends'],
  );
  expect(seen.toSorted()).toEqual(['GET /aps/2/carts true', 'GET /aps/2/orders true']);
  expect(line).toMatchObject({
    state: 'held',
    found:
      'GET /aps/2/orders: 200 from https://orders.provider.test; GET /aps/2/carts: 404 from https://carts.provider.test',
  });
});

test.each<[string, ReturnType<Script>, string]>([
  ['a refused signature', { status: 401 }, '401 from https://carts.provider.test'],
  ['a failure', { status: 503 }, '503 from https://carts.provider.test'],
  ['nodes that are not reached', { status: 504, body: { code: 'ui_node_unreachable' } }, 'ui_node_unreachable'],
  ['a broken connection', 'broken off', 'no answer (ECONNRESET)'],
])('the line fails by %s of one backend, and says what it must have', async (_what, answer, found) => {
  const line = await verify(({ target }) => (target === CARTS.path ? answer : OK), [ORDERS, CARTS], ['backends']);
  expect(line).toMatchObject({ state: 'failed', failure: { by: 'platform team' } });
  expect(line?.found).toBe(`GET /aps/2/orders: 200 from https://orders.provider.test; GET /aps/2/carts: ${found}`);
  expect(line?.failure?.means).toContain(`must be ${servers[0]!.origin}`);
});

test.each<[string, Script, readonly object[], string]>([
  [
    'the gateway refuses the consumer there',
    () => ({ status: 401, body: { code: 'operation_refused' } }),
    [ORDERS],
    'GET /aps/2/orders: operation_refused',
  ],
  ['the route forwards no GET', () => OK, [{ ...ORDERS, methods: ['POST'] }], '/aps/2/orders forwards no GET'],
])('nothing is known of a backend if %s', async (_what, script, routes, found) => {
  expect(await verify(script, routes as KnownGateway['routes'], ['backends'])).toMatchObject({
    state: 'unknown',
    found,
  });
});

test.each([
  [401, 'unknown', "401 from https://carts.provider.test, because the platform's property is not set"],
  [503, 'failed', '503 from https://carts.provider.test'],
])('before the property is set, a %d of a backend leaves the line %s', async (status, state, seen) => {
  const platform = await startScripted(() => OK);
  servers.push(platform);
  const refused = { status: 401, headers: OK.headers, body: {} };

  const line = await verify(() => ({ status }), [CARTS], ['backends'], {
    answer: refused,
    direct: platform,
  });

  expect(line).toMatchObject({ state });
  expect(JSON.stringify(line)).toContain(seen);
});

test('the line has the result of each brand endpoint, the worst of its routes', async () => {
  const routes = [ORDERS, { ...CARTS, brandEndpoint: ORDERS.brandEndpoint }, { ...ORDERS, methods: ['POST'] }];
  const further = { path: '/aps/2/taxes', methods: ['POST'], brandEndpoint: 'https://taxes.provider.test' };
  const line = await verify(
    ({ target }) => ({ status: target === CARTS.path ? 503 : 200 }),
    [...routes, further],
    ['backends'],
  );

  expect(line?.backends).toEqual({
    'https://orders.provider.test': 'failed',
    'https://taxes.provider.test': 'unknown',
  });
});

test('a gateway without such routes has no such line, unless it is asked for', async () => {
  const routes = [{ path: '/aps/2/resources' }];
  expect(await verify(() => OK, routes, ['rql'])).toBeUndefined();
  expect(await verify(() => OK, routes)).toBeUndefined();
  expect(await verify(() => OK, routes, ['backends'])).toMatchObject({ state: 'unknown' });
});
