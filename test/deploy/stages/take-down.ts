import assert from 'node:assert/strict';
import { takeInventory } from '../inventory';
import type { Trial } from '../trial';

/** Everything of CDK's own bootstrap stack. */
const BOOTSTRAP = /^cdk-hnb659fds-|^\/cdk-bootstrap\/|^CDKToolkit/;

/**
 * Destroys every stack and asserts that nothing remains but what belongs to consumers that were not offboarded: their
 * credentials secrets and API keys, which no stack holds.
 */
export async function takeDown(
  { steps, cdk, emulator }: Trial,
  kept: { readonly secrets: readonly string[]; readonly apiKeys: readonly string[] },
): Promise<void> {
  await steps.step('cdk destroy takes every stack away', async () => {
    await cdk.destroy(['--all']);
    assert.deepEqual(Object.keys((await takeInventory(emulator)).stacks), ['CDKToolkit']);
  });
  await steps.step('nothing remains but what belongs to consumers that were not offboarded', async () => {
    const { remains, secrets } = await takeInventory(emulator);
    const ours = Object.entries(remains).flatMap(([kind, names]) =>
      names.filter((name) => !BOOTSTRAP.test(name)).map((name) => `${kind}: ${name}`),
    );
    assert.deepEqual(ours.toSorted(), kept.apiKeys.map((name) => `API keys: ${name}`).toSorted());
    const present = secrets.filter(({ deleted }) => !deleted).map(({ name }) => name);
    assert.deepEqual(present.toSorted(), kept.secrets.toSorted());
  });
}
