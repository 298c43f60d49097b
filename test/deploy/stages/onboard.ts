import assert from 'node:assert/strict';
import { apsGateway, apsGatewayJson, buildApsGateway } from '../aps-gateway';
import { CONSUMERS, type TrialConsumer } from '../consumers';
import type { Trial } from '../trial';
import { CONFIG_ROOT } from '../trial-environment';

interface Listed {
  readonly consumers: readonly { readonly consumerKey: string; readonly tier: string; readonly status: string }[];
}
interface Changed {
  readonly steps: readonly unknown[];
}

/** Onboards every consumer with the CLI. */
export async function onboard(trial: Trial): Promise<void> {
  const { steps, platformSecrets } = trial;
  const all = Object.values(CONSUMERS);

  await steps.step('npm run build makes the aps-gateway program', buildApsGateway);
  await steps.step('aps-gateway reseller list finds what is declared and deployed', async () => {
    const { resellers } = await apsGatewayJson<{
      resellers: readonly { resellerId: string; state: string }[];
    }>(trial, ['reseller', 'list', '--config', CONFIG_ROOT]);
    assert.deepEqual(
      resellers.map(({ resellerId, state }) => [resellerId, state]),
      [
        ['alpha', 'deployed'],
        ['beta', 'deployed'],
      ],
    );
  });
  await steps.step('aps-gateway consumer onboard stores credentials and meters by tier', async () => {
    for (const { reseller, consumerKey, consumerSecret, tier } of all) {
      platformSecrets.set(consumerKey, [consumerSecret]);
      const args = ['consumer', 'onboard', reseller, '--key', consumerKey, '--tier', tier, '--secret-stdin'];
      const { steps: done } = await apsGatewayJson<Changed>(trial, args, { input: consumerSecret });
      assert.ok(done.length > 0, consumerKey);
    }
  });
  await steps.step('onboarding again changes nothing', async () => {
    const { reseller, consumerKey, consumerSecret, tier } = CONSUMERS.alpha;
    const args = ['consumer', 'onboard', reseller, '--key', consumerKey, '--tier', tier, '--secret-stdin'];
    assert.deepEqual((await apsGatewayJson<Changed>(trial, args, { input: consumerSecret })).steps, []);
  });
  await steps.step('aps-gateway consumer suspend is seen by consumer list, which shows no secret', async () => {
    const { reseller, consumerKey } = CONSUMERS.suspended;
    await apsGateway(trial, ['consumer', 'suspend', reseller, consumerKey]);
    const { stdout } = await apsGateway(trial, ['consumer', 'list', '--json']);
    const { consumers } = JSON.parse(stdout) as Listed;
    const statusOf = (one: TrialConsumer) => (one === CONSUMERS.suspended ? 'suspended' : 'active');
    assert.deepEqual(
      consumers.map((one) => `${one.consumerKey} ${one.tier} ${one.status}`).toSorted(),
      all.map((one) => `${one.consumerKey} ${one.tier} ${statusOf(one)}`).toSorted(),
    );
    for (const { consumerSecret } of all) assert.ok(!stdout.includes(consumerSecret));
  });
}
