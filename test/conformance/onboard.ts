import { randomBytes } from 'node:crypto';
import { APIGatewayClient, CreateApiKeyCommand, CreateUsagePlanKeyCommand } from '@aws-sdk/client-api-gateway';
import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { type CredentialsDocument, credentialsPrefix, credentialsSecretName } from '../../lambda/authorizer/contract';
import type { GatewayDescriptor } from '../../lib/descriptor';
import { localClient } from './read-descriptor';
import type { Credentials } from '../../lib/conformance/sign';

/** A consumer for a test, with a secret or a subject. */
export interface TestConsumer extends Credentials {
  /** Of its tokens; then the secret is not stored. */
  readonly subject?: string;
  readonly tier: string;
  readonly status?: CredentialsDocument['status'];
  readonly rules?: CredentialsDocument['rules'];
}

/**
 * Onboards a consumer on anything that speaks AWS, in three calls and nothing else, so that the suite does not depend on
 * the command that it also judges.
 */
export async function onboardForTest(
  endpoint: string,
  gateway: Pick<GatewayDescriptor, 'environment' | 'resellerId' | 'usagePlans'>,
  { consumerKey, consumerSecret, subject, tier, status = 'active', rules }: TestConsumer,
): Promise<Credentials> {
  const { environment, resellerId, usagePlans } = gateway;
  const options = localClient(endpoint);
  const apiGateway = new APIGatewayClient(options);
  const value = randomBytes(20).toString('hex');
  const { id = '' } = await apiGateway.send(new CreateApiKeyCommand({ name: consumerKey, value, enabled: true }));
  const usagePlanId = usagePlans[tier];
  await apiGateway.send(new CreateUsagePlanKeyCommand({ usagePlanId, keyId: id, keyType: 'API_KEY' }));
  const document: CredentialsDocument = {
    version: 1,
    consumerKey,
    reseller: resellerId,
    tier,
    status,
    ...(subject === undefined ? { secrets: [{ value: consumerSecret }] } : { subject, secrets: [] }),
    apiKey: { id, value },
    ...(rules && { rules }),
  };
  const Name = credentialsSecretName(credentialsPrefix(environment, resellerId), consumerKey);
  await new SecretsManagerClient(options).send(
    new CreateSecretCommand({ Name, SecretString: JSON.stringify(document) }),
  );
  return { consumerKey, consumerSecret };
}
