import assert from 'node:assert/strict';
import { takeInventory } from '../inventory';
import type { Consumers } from '../consumers';
import { callWithPython } from '../signed-calls';
import { readTrialDescriptor, type Trial } from '../trial';
import { removeReseller, writeReseller } from '../trial-environment';

const ORDERS = '/aps/2/services/order-manager/orders';
const BETA = `displayName: Beta Hosting
uiNodes:
  forwarding: lambda
routes:
  - path: /aps/2/resources
  - path: /aps/2/services/order-manager
    methods: [GET, POST]
tiers:
  standard:
    quota: { limit: 500, period: week }
    throttle: { rateLimit: 150, burstLimit: 300 }
`;
const GAMMA = `displayName: Gamma Networks
tiers:
  standard: inherit
`;

/** Changes one reseller, adds one and removes it again; no other stack may change. */
export async function change(trial: Trial, consumers: Consumers): Promise<void> {
  const { steps, cdk, emulator } = trial;
  const stacks = async () => (await takeInventory(emulator)).stacks;
  const orders = async () => {
    const { url } = await readTrialDescriptor(trial, 'beta');
    const [answer] = await callWithPython(trial, consumers.beta, [{ method: 'GET', url: url + ORDERS }]);
    return answer;
  };

  await steps.step('a route that is not declared answers 404', async () =>
    assert.equal((await orders())?.code, 'route_unknown'),
  );
  await steps.step("cdk diff of a changed reseller names only that reseller's stack", async () => {
    writeReseller('beta', BETA);
    assert.deepEqual(await cdk.diff(), ['aps-gateway-trial-beta']);
  });
  await steps.step('cdk deploy changes only that stack', async () => {
    const before = await stacks();
    await cdk.deploy();
    const after = await stacks();
    const touched = Object.keys(after).filter((name) => after[name]?.changed !== before[name]?.changed);
    assert.deepEqual(touched, ['aps-gateway-trial-beta']);
  });
  await steps.step('the added route is served, with the consumer that was there before', async () =>
    assert.equal((await orders())?.status, 200),
  );
  await steps.step('an added reseller is deployed and nothing else is', async () => {
    writeReseller('gamma', GAMMA);
    assert.deepEqual(await cdk.diff(), ['aps-gateway-trial-gamma']);
    const before = await stacks();
    await cdk.deploy();
    const { 'aps-gateway-trial-gamma': gamma, ...others } = await stacks();
    assert.equal(gamma?.status, 'CREATE_COMPLETE');
    assert.deepEqual(others, before);
  });
  await steps.step('a removed reseller takes its stack with it and nothing else', async () => {
    const before = await stacks();
    await cdk.destroy(['aps-gateway-trial-gamma']);
    removeReseller('gamma');
    const { 'aps-gateway-trial-gamma': gamma, ...others } = before;
    assert.equal(gamma?.status, 'CREATE_COMPLETE');
    assert.deepEqual(await stacks(), others);
    assert.deepEqual(await cdk.diff(), []);
  });
}
