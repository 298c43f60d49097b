import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

import type { Consumer } from '../../onboarding/consumer';
import { consumerName, nextVersionToken } from '../../onboarding/names';
import { planOnboard } from '../../onboarding/plan/onboard';
import type { Tags } from '../../onboarding/ports';
import { encodeDescription, encodeDocument } from '../../onboarding/documents/record-codec';
import type { ApiGatewayState } from '../aws/api-gateway/state';
import type { AwsStandIns } from '../aws/stand-ins';
import type { GatewayDeployment } from '../deployment/deployment';

/** A consumer that is onboarded at start, for trying things out. */
export interface SampleConsumer {
  readonly consumerKey: string;
  readonly consumerSecret: string;
  readonly tier: string;
}

/** Consumer key and secret by reseller id. */
type KeptCredentials = Readonly<Record<string, Pick<SampleConsumer, 'consumerKey' | 'consumerSecret'>>>;

/**
 * Chooses a consumer for each gateway, with random credentials, or those of the last start when a file keeps them.
 * The file is readable for its owner only.
 */
export function chooseSampleConsumers(
  gateways: readonly GatewayDeployment[],
  keptIn: string | undefined,
): ReadonlyMap<string, SampleConsumer> {
  const kept =
    keptIn !== undefined && existsSync(keptIn) ? (JSON.parse(readFileSync(keptIn, 'utf8')) as KeptCredentials) : {};
  const chosen = new Map(
    gateways.map(({ descriptor }) => {
      const { resellerId, usagePlans } = descriptor;
      const credentials = kept[resellerId] ?? {
        consumerKey: randomText(32),
        consumerSecret: randomText(48),
      };
      return [resellerId, { ...credentials, tier: Object.keys(usagePlans)[0] ?? '' }] as const;
    }),
  );
  if (keptIn !== undefined) {
    const keep = [...chosen].map(
      ([id, { consumerKey, consumerSecret }]) => [id, { consumerKey, consumerSecret }] as const,
    );
    writeFileSync(keptIn, JSON.stringify(Object.fromEntries(keep), null, 2), { mode: 0o600 });
  }
  return chosen;
}

/** Onboards a consumer by the CLI's own plan, so that its commands know it: API key, place in the usage plan, credentials. */
export function onboardSampleConsumer(
  { descriptor: gateway }: GatewayDeployment,
  { consumerKey, consumerSecret: secret, tier }: SampleConsumer,
  state: ApiGatewayState,
  aws: AwsStandIns,
  now: Date,
): void {
  const name = consumerName(gateway, consumerKey);
  const steps = planOnboard(
    { consumerKey, name, credentials: { state: 'absent' }, apiKeys: [] },
    { reseller: gateway.resellerId, consumerKey, tier, secret, facts: { displayName: 'Sample consumer' } },
    { gateway, newApiKeyValue: randomText(40), now: now.toISOString() },
  );
  const id = randomText(10).toLowerCase();
  let value = '';
  for (const step of steps) {
    if (step.kind === 'createApiKey') {
      ({ value } = step);
      const { enabled, tags } = step;
      state.apiKeys.set(id, { id, value, name, enabled, tags, createdDate: now, lastUpdatedDate: now });
    } else if (step.kind === 'attachApiKey') {
      state.planKeys.set(step.usagePlanId, (state.planKeys.get(step.usagePlanId) ?? new Set()).add(id));
    } else if (step.kind === 'createCredentials') {
      storeCredentials(name, { ...step.consumer, apiKey: { id, value } }, step.tags, aws);
    }
  }
}

function storeCredentials(name: string, consumer: Consumer, tags: Tags, aws: AwsStandIns): void {
  aws.secrets.call('CreateSecret', {
    Name: name,
    Description: encodeDescription(consumer),
    SecretString: encodeDocument(consumer),
    Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
    ClientRequestToken: nextVersionToken(name, 'first'),
  });
}

function randomText(length: number): string {
  return randomBytes(length).toString('base64').replace(/[+/=]/g, 'x').slice(0, length);
}
