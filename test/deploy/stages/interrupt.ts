import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { DeleteParameterCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { descriptorParameterName } from '../../../lib/descriptor';
import { localClient } from '../../conformance/read-descriptor';
import { takeInventory } from '../inventory';
import type { Trial } from '../trial';
import { ENVIRONMENT, writeReseller } from '../trial-environment';

const reseller = (name: string) => `displayName: ${name}\ntiers:\n  standard: inherit\n`;
const DELTA = 'aps-gateway-trial-delta';
const ZETA = 'aps-gateway-trial-zeta';
const EPSILON = 'aps-gateway-trial-epsilon';

/** Kills a deployment half-way and repeats it; then lets CloudFormation fail half-way, and repeats that. */
export async function interrupt({ steps, cdk, emulator }: Trial): Promise<void> {
  const statusOf = async (stack: string) => (await takeInventory(emulator)).stacks[stack]?.status;

  await steps.step(
    'a deployment that is killed while it makes the first of two stacks does not begin the second',
    async () => {
      writeReseller('delta', reseller('Delta Cable'));
      writeReseller('epsilon', reseller('Epsilon Mobile'));
      const release = emulator.holdStacks();
      const { code } = await cdk
        .tryDeploy([DELTA, EPSILON], {
          watch: (output, kill) => {
            if (new RegExp(`${DELTA} .*CREATE_IN_PROGRESS.*AWS::SSM::Parameter`).test(output)) kill();
          },
        })
        .finally(release);
      assert.equal(code, undefined);
      assert.equal(await statusOf(EPSILON), undefined);
    },
  );
  await steps.step('CloudFormation goes on with that first stack by itself', async () => {
    for (let waited = 0; waited < 10_000 && (await statusOf(DELTA)) === 'CREATE_IN_PROGRESS'; waited += 200)
      await sleep(200);
    assert.equal(await statusOf(DELTA), 'CREATE_COMPLETE');
  });
  await steps.step('the same deployment again makes the rest', async () => {
    await cdk.deploy();
    assert.equal(await statusOf(EPSILON), 'CREATE_COMPLETE');
    assert.deepEqual(await cdk.diff(), []);
  });

  const ssm = new SSMClient(localClient(emulator.endpoint));
  // The descriptor is created last, because it names everything else: if its name is taken, a stack fails at its end.
  const Name = descriptorParameterName(ENVIRONMENT, 'zeta');
  await steps.step('a stack that fails at its last resource leaves nothing of the others', async () => {
    await ssm.send(new PutParameterCommand({ Name, Value: 'taken', Type: 'String' }));
    writeReseller('zeta', reseller('Zeta Fibre'));
    const { code } = await cdk.tryDeploy([ZETA]);
    assert.equal(code, 1);
    assert.equal(await statusOf(ZETA), 'ROLLBACK_COMPLETE');
    const { remains } = await takeInventory(emulator);
    const left = Object.values(remains)
      .flat()
      .filter((name) => name.includes('zeta'));
    assert.deepEqual(left, [Name]);
  });
  await steps.step('the same deployment makes it once the cause is gone', async () => {
    await ssm.send(new DeleteParameterCommand({ Name }));
    await cdk.deploy([ZETA]);
    assert.equal(await statusOf(ZETA), 'CREATE_COMPLETE');
  });
}
