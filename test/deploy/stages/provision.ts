import assert from 'node:assert/strict';
import { ACCOUNT, REGION } from '../emulator';
import { takeInventory } from '../inventory';
import { readTrialDescriptor, readOutputs, type Trial } from '../trial';
import { writeTrialEnvironment } from '../trial-environment';

/** Bootstraps, deploys the platform and two resellers, and reads back what the stacks publish. */
export async function provision(trial: Trial): Promise<void> {
  const { steps, cdk, uiNode, emulator } = trial;
  writeTrialEnvironment(uiNode.port);
  await steps.step('cdk bootstrap', async () => void (await cdk.bootstrap(`aws://${ACCOUNT}/${REGION}`)));
  await steps.step('cdk deploy makes the platform stack and two reseller stacks', async () => {
    await cdk.deploy();
    const { stacks } = await takeInventory(emulator);
    for (const name of ['platform', 'alpha', 'beta'])
      assert.equal(stacks[`aps-gateway-trial-${name}`]?.status, 'CREATE_COMPLETE', name);
  });
  await steps.step("each stack's output and descriptor name the gateway's own URL", async () => {
    for (const reseller of ['alpha', 'beta']) {
      const descriptor = await readTrialDescriptor(trial, reseller);
      const expected = `https://${descriptor.restApiId}.execute-api.${REGION}.amazonaws.com`;
      assert.equal(descriptor.url, expected);
      assert.equal(readOutputs()[`aps-gateway-trial-${reseller}`]?.ApsOAuthApiGatewayUrl, expected);
    }
  });
  await steps.step('cdk diff finds nothing to change after a deployment', async () =>
    assert.deepEqual(await cdk.diff(), []),
  );
}
