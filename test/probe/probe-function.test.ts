import type { ProbeEvent } from '../../lambda/probe/contract';
import { probeFunction } from '../../lambda/probe/probe-function';
import type { ProbeAnswer } from '../../lambda/probe/judge';
import { NoAnswerError } from '../../lambda/probe/send';
import { seed } from '../cli/support/seed';
import { ALPHA, World } from '../cli/support/world';

const NOW = Date.parse('2026-03-04T05:06:07Z');
const EVENT: ProbeEvent = { probes: [{ reseller: 'alpha', consumerKey: 'crm' }] };
const SECRET = 'SeededSecret';
const held = { status: 200, headers: { 'x-apsbooster-response': 'true' }, body: '[]' };

let world: World;
beforeEach(async () => {
  world = await new World().start();
  seed(world, 'crm');
});
afterEach(() => world.stop());

/** Runs the function once, and returns the lines that it writes. */
async function run(send: (url: string, authorization: string) => Promise<ProbeAnswer>, event = EVENT) {
  let text = '';
  const handler = probeFunction({
    environmentVariables: {
      APS_GATEWAY_ENVIRONMENT: 'lab',
      AWS_REGION: 'eu-north-1',
      AWS_ENDPOINT_URL: world.url,
      AWS_ACCESS_KEY_ID: 'id',
      AWS_SECRET_ACCESS_KEY: 'key',
    },
    clock: () => NOW,
    pause: async () => undefined,
    random: () => 0,
    timeouts: { connectionMs: 500, attemptMs: 900, callMs: 2000, pauseMs: 1 },
    write: (line) => (text += line),
    send,
    nonce: () => 'the-nonce',
  });
  await handler(event);
  expect(text).not.toContain(SECRET);
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

test('a probe signs one GET of the first route that forwards it', async () => {
  world.deploy({ ...ALPHA, routes: [{ path: '/aps/2/orders', methods: ['POST'] }, { path: '/aps/2/users' }] });
  const sent: string[] = [];
  await run(async (url, authorization) => {
    sent.push(url, authorization);
    return held;
  });

  expect(sent[0]).toBe('https://alpha.gateway.example/aps/2/users?limit(0,1)');
  expect(sent[1]).toMatch(/^OAuth .*oauth_consumer_key="crm".*oauth_nonce="the-nonce".*oauth_signature="/);
});

describe('a gateway with several backends', () => {
  const ORDERS = 'https://orders.provider.example';
  beforeEach(() =>
    world.deploy({
      ...ALPHA,
      routes: [
        { path: '/aps/2/services/orders', brandEndpoint: ORDERS },
        { path: '/aps/2/resources' },
        { path: '/aps/2/types' },
        { path: '/aps/2/services/orders/archive', brandEndpoint: ORDERS },
        { path: '/aps/2/services/tasks', methods: ['POST'], brandEndpoint: 'https://tasks.provider.example' },
      ],
    }),
  );
  const pathOf = (url: string) => new URL(url).pathname;

  test('gets one request for each backend with a route that forwards GET, the shared nodes first', async () => {
    const sent: string[] = [];
    await run(async (url) => {
      sent.push(pathOf(url));
      return held;
    });

    expect(sent).toEqual(['/aps/2/resources', '/aps/2/services/orders']);
  });

  test('has a line for each request that names the route, and counts as one gateway', async () => {
    const lines = await run(async (url) => {
      if (pathOf(url) === '/aps/2/services/orders') throw new NoAnswerError('ECONNRESET');
      return held;
    });

    expect(lines).toMatchObject([
      { level: 'info', route: '/aps/2/resources', ProbeRuns: 1 },
      { level: 'error', route: '/aps/2/services/orders', check: 'connection', ProbeFailures: 1 },
    ]);
    expect(lines[1]).not.toHaveProperty('ProbeRuns');
    expect(lines[1]?.message).toMatch(/^Gateway of alpha, route \/aps\/2\/services\/orders: nothing answers/);
  });

  test('fails "backends" when the second one refuses the signature', async () => {
    const lines = await run(async (url) =>
      pathOf(url) === '/aps/2/services/orders' ? { ...held, status: 401, headers: {} } : held,
    );

    expect(lines[1]).toMatchObject({ check: 'backends', found: 'status 401 from behind the gateway' });
  });

  test('has the time of each backend apart', async () => {
    const lines = await run(async () => held);
    const dimensions = lines.map((line) => JSON.stringify(line._aws).match(/\["gateway[^\]]*\]/)?.[0]);

    expect(dimensions).toEqual(['["gateway"]', '["gateway","route"]']);
  });
});

test('where every route has a backend of its own, the first one is probed as the gateway', async () => {
  world.deploy({ ...ALPHA, routes: [{ path: '/aps/2/users', brandEndpoint: 'https://users.provider.example' }] });
  const [line] = await run(async () => ({ ...held, status: 404 }));

  expect(line).toMatchObject({ check: 'list', route: '/aps/2/users' });
});

test('a probe of a gateway without HMAC-SHA1 signs with HMAC-SHA256', async () => {
  world.deploy({ ...ALPHA, signatureMethods: ['HMAC-SHA256'] });
  let sent = '';
  await run(async (_, authorization) => {
    sent = authorization;
    return held;
  });

  expect(sent).toContain('oauth_signature_method="HMAC-SHA256"');
});

test('a probe that holds writes that it ran, and how long the answer took', async () => {
  const [line] = await run(async () => held);

  expect(line).toMatchObject({ level: 'info', gateway: 'lab/alpha', ProbeRuns: 1, ProbeTime: 0 });
  expect(line).not.toHaveProperty('ProbeFailures');
});

test('a probe that fails names the failed line in words, and counts it by its check', async () => {
  const [line] = await run(async () => ({ ...held, headers: {} }));

  expect(line).toMatchObject({ level: 'error', check: 'booster-header', ProbeRuns: 1, ProbeFailures: 1 });
  expect(line?.message).toMatch(
    /^Gateway of alpha, route \/aps\/2\/resources: no UI node with the APS booster answers/,
  );
  expect(JSON.stringify(line?._aws)).toContain('{"Namespace":"ApsGateway","Dimensions":[["environment","check"]]');
});

test('a gateway that does not answer fails the connection', async () => {
  const [line] = await run(async () => {
    throw new NoAnswerError('ENOTFOUND');
  });

  expect(line).toMatchObject({ check: 'connection', found: 'ENOTFOUND' });
});

test('a request that cannot be sent at all fails the connection, and not the whole run', async () => {
  const [line] = await run(() => Promise.reject(new TypeError('Protocol "http:" not supported')));

  expect(line).toMatchObject({ check: 'connection', found: 'TypeError' });
});

test.each([
  ['a consumer that does not exist', { reseller: 'alpha', consumerKey: 'erp' }, 'ResourceNotFoundException'],
  ['a gateway that is not deployed', { reseller: 'beta', consumerKey: 'crm' }, 'ParameterNotFound'],
])('%s fails the credentials, without a request', async (_, probed, found) => {
  const [line] = await run(() => Promise.reject(new Error('a request was sent')), { probes: [probed] });

  expect(line).toMatchObject({ check: 'credentials', found });
});

test('one failing probe does not stop the others', async () => {
  const probes = [{ reseller: 'beta', consumerKey: 'crm' }, ...EVENT.probes];

  const lines = await run(async () => held, { probes });
  expect(new Set(lines.map(({ level }) => level))).toEqual(new Set(['error', 'info']));
});

test('a document that cannot be read is not repeated in the log', async () => {
  world.aws.secrets.call('CreateSecret', {
    Name: 'aps-gateway/lab/alpha/odd',
    SecretString: `{"secrets":["${SECRET}"`,
  });
  const [line] = await run(async () => held, { probes: [{ reseller: 'alpha', consumerKey: 'odd' }] });

  expect(line).toMatchObject({ check: 'credentials', found: 'CredentialsUnreadable' });
});
