import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { GatewayDeployment } from '../../../lib/local/deployment/deployment';
import { chooseSampleConsumers } from '../../../lib/local/provision/sample-consumer';

const gateways = [
  { descriptor: { resellerId: 'alpha', usagePlans: { standard: 'plan1' } } },
  { descriptor: { resellerId: 'beta', usagePlans: { premium: 'plan2', standard: 'plan3' } } },
] as unknown as readonly GatewayDeployment[];

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'aps-gateway-sample-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

test('each gateway gets a consumer on its first tier', () => {
  const chosen = chooseSampleConsumers(gateways, undefined);
  expect([...chosen].map(([id, { tier }]) => [id, tier])).toEqual([
    ['alpha', 'standard'],
    ['beta', 'premium'],
  ]);
});

test('credentials are random at each start', () => {
  const first = chooseSampleConsumers(gateways, undefined).get('alpha');
  expect(chooseSampleConsumers(gateways, undefined).get('alpha')).not.toEqual(first);
});

test('credentials that are kept are the same at the next start', () => {
  const file = join(directory, 'credentials.json');
  const first = chooseSampleConsumers(gateways, file);
  expect(chooseSampleConsumers(gateways, file)).toEqual(first);
});

test('only the owner can read kept credentials', () => {
  const file = join(directory, 'credentials.json');
  chooseSampleConsumers(gateways, file);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test.each(['{"alpha":', '{"alpha":{"consumerKey":7}}', '[]'])('the damaged file %s is replaced', (content) => {
  const file = join(directory, 'credentials.json');
  writeFileSync(file, content);
  const first = chooseSampleConsumers(gateways, file);
  expect(first.get('alpha')?.consumerSecret).toHaveLength(48);
  expect(chooseSampleConsumers(gateways, file)).toEqual(first);
});
