import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { startLocalGateway, type LocalGateway } from '../../../lib/local/start-local-gateway';
import { ensureCertificates } from '../../../lib/local/certificates/certificate-authority';
import { headerValue } from '../../../lib/local/http/http-message';
import { type SimulatedUiNode, startSimulator } from '../../../lib/local/ui-node/simulator';
import { Consumer } from '../support/consumer';
import { RESOURCES } from '../support/served';

let directory: string;
let node: SimulatedUiNode;
let local: LocalGateway;
let secrets: ReadonlyMap<string, string>;
const failures: string[] = [];

/** A node of its own certificate authority, which stands for a real one. */
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'aps-gateway-lab-'));
  const lab = await ensureCertificates({ directory: join(directory, 'lab'), hosts: ['localhost'], now: new Date() });
  const usersOf = (key: string, gatewayHost: string) => [{ secrets: [secrets.get(key) ?? ''], gatewayHost }];
  node = await startSimulator({ tls: lab.server, port: 0, usersOf });
  local = await startLocalGateway({
    environment: 'trial',
    configRoot: join(__dirname, '../../conformance/config'),
    dataDirectory: join(directory, 'local'),
    realNode: { origin: `https://localhost:${node.port}`, ca: lab.ca },
    onNodeFailure: (sentence) => failures.push(sentence),
  });
  secrets = new Map(local.gateways.map(({ consumerKey, consumerSecret }) => [consumerKey, consumerSecret]));
});
afterAll(async () => {
  await local?.close();
  await node?.close();
  rmSync(directory, { recursive: true, force: true });
});

// alpha's requests are forwarded by API Gateway, beta's by the forwarder.
describe.each([0, 1])('gateway %d', (index) => {
  const consumer = () => new Consumer(local, local.gateways[index]!);

  test('the real node verifies and answers', async () => {
    const answer = await consumer().send(`${RESOURCES}?limit(0,1)`);
    expect([answer.status, answer.headers['x-apsbooster-response']]).toEqual([200, 'true']);
  });

  test('the real node is called by its own name, and told the name that the consumer called', async () => {
    await consumer().send(RESOURCES);
    const { headers = [] } = node.received.at(-1) ?? {};
    expect([headerValue(headers, 'host'), headerValue(headers, 'x-forwarded-host')]).toEqual([
      `localhost:${node.port}`,
      new URL(local.gateways[index]!.url).host,
    ]);
  });

  test('a real node that breaks off is 504, with the reason for the terminal', async () => {
    node.faults.replace([{ breakOff: 'beforeAnswer', times: 1 }]);
    const answer = await consumer().send(RESOURCES);
    expect([answer.status, answer.json?.['code'], failures.at(-1)]).toEqual([
      504,
      'ui_node_unreachable',
      expect.stringMatching(/^GET \/aps\/2\/resources: .*closed the connection without an answer/),
    ]);
  });

  test('node faults are played in front of the real node', async () => {
    local.uiNode.faults.replace([{ status: 508, times: 1 }]);
    const before = node.received.length;
    expect([(await consumer().send(RESOURCES)).status, node.received.length]).toEqual([508, before]);
  });
});

test('the origin of the real node is named', () => {
  expect(local.uiNodeUrl).toBe(`https://localhost:${node.port}`);
});
