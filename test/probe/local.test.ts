import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LocalGateway, startLocalGateway } from '../../lib/local/start-local-gateway';
import { probeLocal } from './support/probe-local';

const folder = mkdtempSync(join(tmpdir(), 'aps-gateway-probe-'));
let gateway: LocalGateway;

beforeAll(async () => {
  gateway = await startLocalGateway({ dataDirectory: folder });
});
afterAll(async () => {
  await gateway.close();
  rmSync(folder, { recursive: true });
});

/** Probes the gateway of alpha once with its sample consumer. */
async function probeOnce() {
  const { resellerId: reseller, consumerKey } = gateway.gateways[0]!;
  const [line] = await probeLocal(gateway, { reseller, consumerKey });
  return line;
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
