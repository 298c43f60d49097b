import assert from 'node:assert/strict';
import { apsGateway, apsGatewayJson } from '../aps-gateway';
import { takeInventory } from '../inventory';
import type { Trial } from '../trial';

interface Listed {
  readonly consumers: readonly { readonly consumerKey: string; readonly reseller: string }[];
}

/** Offboards every consumer but one. */
export async function offboardAllBut(trial: Trial, staying: string): Promise<void> {
  await trial.steps.step(
    'aps-gateway consumer offboard leaves no API key, and a secret that can be restored',
    async () => {
      const { consumers } = await apsGatewayJson<Listed>(trial, ['consumer', 'list']);
      const leaving = consumers.filter(({ consumerKey }) => consumerKey !== staying);
      for (const { reseller, consumerKey } of leaving)
        await apsGateway(trial, ['consumer', 'offboard', reseller, consumerKey, '--confirm', consumerKey]);
      const { remains, secrets } = await takeInventory(trial.emulator);
      assert.equal(remains['API keys']?.length, 1);
      assert.equal(secrets.filter(({ deleted }) => deleted).length, leaving.length);
      return `${leaving.length} consumers`;
    },
  );
}
