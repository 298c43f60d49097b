import assert from 'node:assert/strict';
import { takeInventory } from '../inventory';
import type { Trial } from '../trial';
import { writeReseller } from '../trial-environment';

const reseller = (name: string) => `displayName: ${name}\ntiers:\n  standard: inherit\n`;
const DELTA = 'aps-gateway-trial-delta';
const EPSILON = 'aps-gateway-trial-epsilon';

/** Kills a deployment half-way and repeats it; lets CloudFormation fail half-way, and repeats that. */
export async function interrupt({ steps, cdk, emulator }: Trial): Promise<void> {
  const statusOf = async (stack: string) => (await takeInventory(emulator)).stacks[stack]?.status;

  await steps.step('a deployment that is killed between two stacks leaves the first and not the second', async () => {
    writeReseller('delta', reseller('Delta Cable'));
    writeReseller('epsilon', reseller('Epsilon Mobile'));
    const { code } = await cdk.tryDeploy([DELTA, EPSILON], {
      watch: (output, kill) => {
        if (/✅ {2}aps-gateway-trial-/.test(output)) kill();
      },
    });
    assert.equal(code, undefined);
    assert.deepEqual([await statusOf(DELTA), await statusOf(EPSILON)], ['CREATE_COMPLETE', undefined]);
  });
  await steps.step('the same deployment again makes the rest', async () => {
    await cdk.deploy();
    assert.equal(await statusOf(EPSILON), 'CREATE_COMPLETE');
    assert.deepEqual(await cdk.diff(), []);
  });
}
