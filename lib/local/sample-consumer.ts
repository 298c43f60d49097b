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

/** Onboards a consumer: API key, its place in the tier's usage plan, credentials secret. */
export function onboardSampleConsumer(
  { descriptor }: GatewayDeployment,
  consumer: SampleConsumer,
  state: ApiGatewayState,
  aws: AwsStandIns,
): void {
  const { environment, resellerId, usagePlans } = descriptor;
  const apiKey = { id: randomText(10).toLowerCase(), value: randomText(40) };
  const now = new Date();
  const name = `${environment}-${resellerId}-sample`;
  state.apiKeys.set(apiKey.id, { ...apiKey, name, enabled: true, tags: {}, createdDate: now, lastUpdatedDate: now });
  const planId = usagePlans[consumer.tier] ?? '';
  state.planKeys.set(planId, (state.planKeys.get(planId) ?? new Set()).add(apiKey.id));

  const document: CredentialsDocument = {
    version: 1,
    consumerKey: consumer.consumerKey,
    reseller: resellerId,
    tier: consumer.tier,
    status: 'active',
    secrets: [{ value: consumer.consumerSecret }],
    apiKey,
  };
  const secretName = credentialsSecretName(credentialsPrefix(environment, resellerId), consumer.consumerKey);
  aws.secrets.call('CreateSecret', {
    Name: secretName,
    Description: 'Sample consumer, made by the local gateway',
    SecretString: JSON.stringify(document),
    ClientRequestToken: createHash('sha256').update(secretName).digest('hex').slice(0, 32),
  });
}

function randomText(length: number): string {
  return randomBytes(length).toString('base64').replace(/[+/=]/g, 'x').slice(0, length);
}
