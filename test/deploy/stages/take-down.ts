import assert from 'node:assert/strict';
import { verificationParameterName } from '../../../lib/descriptor';
import type { TrialConsumer } from '../consumers';
import { takeInventory } from '../inventory';
import type { Trial } from '../trial';
import { ENVIRONMENT } from '../trial-environment';

/** Everything of CDK's own bootstrap stack. */
const BOOTSTRAP = /^cdk-hnb659fds-|^\/cdk-bootstrap\/|^CDKToolkit/;

/**
 * Destroys every stack and asserts that nothing remains but what belongs to the one consumer that was not offboarded:
 * its credentials secret and its API key, which no stack holds, and the last verification of each gateway.
 */
export async function takeDown({ steps, cdk, emulator }: Trial, staying: TrialConsumer): Promise<void> {
  await steps.step('cdk destroy deletes every stack', async () => {
    await cdk.destroy(['--all']);
    assert.deepEqual(Object.keys((await takeInventory(emulator)).stacks), ['CDKToolkit']);
  });
  await steps.step(
    'nothing remains but the credentials of the consumer that was not offboarded, and the last verifications',
    async () => {
      const { remains, secrets } = await takeInventory(emulator);
      const { 'API keys': apiKeys, ...others } = remains;
      const ours = Object.entries(others).flatMap(([kind, names]) =>
        names.filter((name) => !BOOTSTRAP.test(name)).map((name) => `${kind}: ${name}`),
      );
      // The results of "aps-gateway verify", which no stack holds either.
      const verifications = ['alpha', 'beta'].map((id) => `parameters: ${verificationParameterName(ENVIRONMENT, id)}`);
      assert.deepEqual(ours.toSorted(), verifications);
      assert.equal(apiKeys?.length, 1);
      const kept = secrets.filter(({ deleted }) => !deleted).map(({ name }) => name);
      assert.deepEqual(kept, [`aps-gateway/${ENVIRONMENT}/${staying.reseller}/${staying.consumerKey}`]);
    },
  );
}
