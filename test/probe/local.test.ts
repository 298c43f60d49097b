import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { CALL_TIMEOUTS } from '../../lambda/authorizer/adapters/aws-client';
import { probeFunction } from '../../lambda/probe/probe-function';
import { send } from '../../lambda/probe/send';
import { type LocalGateway, startLocalGateway } from '../../lib/local';

const folder = mkdtempSync(join(tmpdir(), 'aps-gateway-probe-'));
let gateway: LocalGateway;

beforeAll(async () => {
  gateway = await startLocalGateway({ dataDirectory: folder });
}, 60_000);
afterAll(async () => {
  await gateway.close();
  rmSync(folder, { recursive: true });
});

/** Probes the gateway of alpha once with its sample consumer. */
async function probeOnce(): Promise<Record<string, unknown>> {
  const ca = readFileSync(gateway.caFile, 'utf8');
  let text = '';
  const handler = probeFunction({
    environmentVariables: {
      APS_GATEWAY_ENVIRONMENT: 'lab',
      AWS_REGION: 'us-east-1',
      AWS_ENDPOINT_URL: gateway.awsEndpointUrl,
      AWS_ACCESS_KEY_ID: 'function-probe',
      AWS_SECRET_ACCESS_KEY: 'local',
    },
    clock: Date.now,
    pause,
    random: Math.random,
    timeouts: CALL_TIMEOUTS,
    write: (line) => (text += line),
    send: (url, authorization) => send(url, authorization, ca),
    nonce: () => `nonce${process.hrtime.bigint()}`,
  });
  const { resellerId: reseller, consumerKey } = gateway.gateways[0]!;
  await handler({ probes: [{ reseller, consumerKey }] });
  return JSON.parse(text) as Record<string, unknown>;
}

test('a probe of the local gateway holds: the UI node verifies its signature a second time', async () => {
  expect(await probeOnce()).toMatchObject({ level: 'info', gateway: 'lab/alpha' });
});

test('a probe of a consumer that is suspended names the code of the refusal', async () => {
  const [secret] = [...gateway.aws.secrets.secrets.values()].filter(({ name }) => name.includes('/alpha/'));
  const document = JSON.parse(secret!.currentValue!) as object;
  gateway.aws.secrets.call('UpdateSecret', {
    SecretId: secret!.name,
    SecretString: JSON.stringify({ ...document, status: 'suspended', secrets: [{ value: 'another secret' }] }),
  });

  expect(await probeOnce()).toMatchObject({
    check: 'gateway',
    found: expect.stringMatching(/^status 401, code consumer_suspended$/) as string,
  });
});
