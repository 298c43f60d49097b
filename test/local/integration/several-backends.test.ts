import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { probeLocal } from '../../probe/support/probe-local';
import { ORDERS, RESOURCES, Served } from '../support/served';

const ROUTES = [
  { path: RESOURCES },
  { path: '/aps/2/services', brandEndpoint: 'https://services.provider.test' },
  { path: '/aps/2/services/order-manager', brandEndpoint: 'https://orders.provider.test' },
];

/** The lab, whose alpha forwards by a function and beta by API Gateway, each with three backends. */
const folder = mkdtempSync(join(tmpdir(), 'aps-gateway-backends-'));
cpSync(join(__dirname, '../../../config/lab'), join(folder, 'lab'), { recursive: true });
for (const [reseller, forwarding] of [
  ['alpha', 'lambda'],
  ['beta', 'httpProxy'],
] as const) {
  const file = join(folder, `lab/resellers/${reseller}.yaml`);
  const declared = parse(readFileSync(file, 'utf8')) as { uiNodes?: object };
  writeFileSync(file, stringify({ ...declared, routes: ROUTES, uiNodes: { ...declared.uiNodes, forwarding } }));
}

const served = new Served('lab', folder);
beforeAll(() => served.start());
afterAll(async () => {
  await served.stop();
  rmSync(folder, { recursive: true });
});

describe.each(['alpha', 'beta'] as const)('%s', (reseller) => {
  test.each([
    [`${RESOURCES}?limit(0,2)`, 'brand.lab.example.com'],
    ['/aps/2/services', 'services.provider.test'],
    [`${ORDERS}?limit(0,2)`, 'orders.provider.test'],
    ['/aps/2/services/order-managers/7', 'services.provider.test'],
  ])('sends %s to %s, which verifies the same signature over the host of the gateway', async (target, host) => {
    const before = served.local.uiNode.received.length;
    const { status, json } = await served[reseller].send(target);

    expect(served.local.uiNode.received).toHaveLength(before + 1);
    expect(served.receivedHeader('host')).toEqual([host]);
    expect(served.receivedHeader('x-forwarded-host')).toEqual([new URL(served[reseller].gateway.url).host]);
    // The simulator answers 401 without a code to a signature that does not verify.
    expect([status, json?.['code']]).not.toEqual([401, undefined]);
  });

  test('is probed with one request for each backend', async () => {
    const before = served.local.uiNode.received.length;
    const { consumerKey } = served[reseller].gateway;
    const lines = await probeLocal(served.local, { reseller, consumerKey });

    expect(lines).toMatchObject([
      { level: 'info', route: RESOURCES },
      { level: 'info', route: '/aps/2/services' },
      { level: 'info', route: '/aps/2/services/order-manager' },
    ]);
    const hosts = served.local.uiNode.received
      .slice(before)
      .map(({ headers }) => headers.find(([name]) => name.toLowerCase() === 'host')?.[1]);
    expect(new Set(hosts)).toEqual(
      new Set(['brand.lab.example.com', 'orders.provider.test', 'services.provider.test']),
    );
  });
});
