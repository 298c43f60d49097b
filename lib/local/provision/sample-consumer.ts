import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

import { schemesOf } from '../../descriptor';
import { isObject } from '../../is-object';
import type { Consumer } from '../../onboarding/consumer';
import { consumerName, nextVersionToken } from '../../onboarding/names';
import { planOnboard } from '../../onboarding/plan/onboard';
import type { Tags } from '../../onboarding/ports';
import { encodeDescription, encodeDocument } from '../../onboarding/documents/record-codec';
import type { AwsStandIns } from '../aws/stand-ins';
import type { GatewayDeployment } from '../deployment/deployment';
import type { LocalAccount } from './account';

/** A consumer onboarded at start, to try things out with. */
export interface SampleConsumer {
  readonly consumerKey: string;
  readonly consumerSecret: string;
  readonly tier: string;
}

type Credentials = Pick<SampleConsumer, 'consumerKey' | 'consumerSecret'>;

/**
 * Chooses a consumer for each gateway, with random credentials or, if a file keeps them, those of the last start. Only
 * its owner can read the file.
 */
export function chooseSampleConsumers(
  gateways: readonly GatewayDeployment[],
  keptIn: string | undefined,
): ReadonlyMap<string, SampleConsumer> {
  const kept = keptIn === undefined ? {} : readCredentials(keptIn);
  const chosen = new Map(
    gateways.map(({ descriptor: { resellerId, usagePlans } }) => {
      const credentials = kept[resellerId] ?? { consumerKey: randomText(32), consumerSecret: randomText(48) };
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

/** Credentials by reseller id in a file; without those that are damaged, and none if it does not exist. */
function readCredentials(file: string): Readonly<Record<string, Credentials>> {
  if (!existsSync(file)) return {};
  let kept: unknown;
  try {
    kept = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return {};
  }
  const entries = Object.entries(isObject(kept) ? kept : {});
  return Object.fromEntries(
    entries.flatMap(([id, value]) => {
      const { consumerKey, consumerSecret } = isObject(value) ? value : {};
      return typeof consumerKey === 'string' && typeof consumerSecret === 'string'
        ? [[id, { consumerKey, consumerSecret }]]
        : [];
    }),
  );
}

/** Onboards a consumer by the CLI's own plan, so that its commands find API key, usage plan and credentials. */
export function onboardSampleConsumer(
  { descriptor: gateway }: GatewayDeployment,
  { consumerKey, consumerSecret: secret, tier }: SampleConsumer,
  { state, aws, now: clock }: LocalAccount,
): void {
  const now = new Date(clock());
  const name = consumerName(gateway, consumerKey);
  // At a gateway that accepts only tokens, its key is the subject of its tokens.
  const proof = schemesOf(gateway).includes('oauth1') ? { secret } : { subject: consumerKey };
  const steps = planOnboard(
    { consumerKey, name, credentials: { state: 'absent' }, apiKeys: [], sharedKeys: [] },
    { reseller: gateway.resellerId, consumerKey, tier, ...proof, facts: { displayName: 'Sample consumer' } },
    { gateway, newApiKeyValue: randomText(40), now: now.toISOString() },
  );
  const id = randomText(10).toLowerCase();
  let value = '';
  for (const step of steps) {
    if (step.kind === 'createApiKey') {
      ({ value } = step);
      const { enabled, tags, name: keyName } = step;
      const dates = { createdDate: now, lastUpdatedDate: now };
      state.apiKeys.set(id, { id, value, name: keyName, enabled, tags, ...dates });
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
