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
/** The event of a stack's last resource, with the stack. */
const DESCRIPTOR_BEGUN = new RegExp(`(${DELTA}|${EPSILON}) .*CREATE_IN_PROGRESS.*AWS::SSM::Parameter`);

/** Kills a deployment half-way and repeats it; then lets CloudFormation fail half-way, and repeats that. */
export async function interrupt({ steps, cdk, emulator }: Trial): Promise<void> {
  const statusOf = async (stack: string) => (await takeInventory(emulator)).stacks[stack]?.status;
  // The CDK CLI begins with the stack whose template it has published first.
  let first = '';

  await steps.step(
    'a deployment that is killed while it makes the first of two stacks does not begin the second',
    async () => {
      writeReseller('delta', reseller('Delta Cable'));
      writeReseller('epsilon', reseller('Epsilon Mobile'));
      const release = emulator.holdStacks();
      const { code } = await cdk
        .tryDeploy([DELTA, EPSILON], {
          watch: (output, kill) => {
            first = DESCRIPTOR_BEGUN.exec(output)?.[1] ?? '';
            if (first) kill();
          },
        })
        .finally(release);
      assert.equal(code, undefined);
      assert.equal(await statusOf(first === DELTA ? EPSILON : DELTA), undefined);
    },
  );
  await steps.step('CloudFormation goes on with that first stack by itself', async () => {
    for (let waited = 0; waited < 10_000 && (await statusOf(first)) === 'CREATE_IN_PROGRESS'; waited += 200)
      await sleep(200);
    assert.equal(await statusOf(first), 'CREATE_COMPLETE');
  });
  await steps.step('the same deployment again makes the rest', async () => {
    await cdk.deploy();
    assert.deepEqual([await statusOf(DELTA), await statusOf(EPSILON)], ['CREATE_COMPLETE', 'CREATE_COMPLETE']);
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
