import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

import { type CredentialsDocument, credentialsPrefix, credentialsSecretName } from '../../lambda/authorizer/contract';
import type { ApiGatewayState } from './aws/api-gateway-state';
import type { AwsStandIns } from './aws/stand-ins';
import type { GatewayDeployment } from './deployment';

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

/** Onboards a consumer as the CLI does, so that its commands know it: API key, place in the usage plan, credentials secret. */
export function onboardSampleConsumer(
  { descriptor }: GatewayDeployment,
  { consumerKey, consumerSecret, tier }: SampleConsumer,
  state: ApiGatewayState,
  aws: AwsStandIns,
): void {
  const { environment, resellerId: reseller, usagePlans } = descriptor;
  const name = credentialsSecretName(credentialsPrefix(environment, reseller), consumerKey);
  const apiKey = { id: randomText(10).toLowerCase(), value: randomText(40) };
  const tags = { 'aps-gateway:environment': environment, 'aps-gateway:reseller': reseller };
  const now = new Date();
  state.apiKeys.set(apiKey.id, { ...apiKey, name, enabled: true, tags, createdDate: now, lastUpdatedDate: now });
  const planId = usagePlans[tier] ?? '';
  state.planKeys.set(planId, (state.planKeys.get(planId) ?? new Set()).add(apiKey.id));

  const shared = { version: 1, reseller, tier, status: 'active', about: { displayName: 'Sample consumer' } } as const;
  const document: CredentialsDocument = { ...shared, consumerKey, secrets: [{ value: consumerSecret }], apiKey };
  aws.secrets.call('CreateSecret', {
    Name: name,
    // The public projection that `aps-gateway consumer list` reads; no secret in it.
    Description: JSON.stringify({ ...shared, secrets: [{}], apiKeyId: apiKey.id }),
    SecretString: JSON.stringify(document),
    Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
    ClientRequestToken: createHash('sha256').update(`aps-gateway ${name} first`).digest('hex'),
  });
}

function randomText(length: number): string {
  return randomBytes(length).toString('base64').replace(/[+/=]/g, 'x').slice(0, length);
}
