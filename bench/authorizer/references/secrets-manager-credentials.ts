import {
  GetSecretValueCommand,
  ResourceNotFoundException,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import type { CallHost } from '../../../lambda/authorizer/adapters/aws-client';
import type { AwsEnvironment } from '../../../lambda/authorizer/adapters/aws-environment';
import { type CredentialsSource, readKnowledge } from '../../../lambda/authorizer/consumers/consumer';
import { credentialsSecretName } from '../../../lambda/authorizer/contract';
import { sdkOptions } from './sdk-options';

/** The credentials source over the SDK's client. */
export function secretsManagerCredentials(aws: AwsEnvironment, host: CallHost, prefix: string): CredentialsSource {
  const client = new SecretsManagerClient(sdkOptions(aws, host, 'secretsmanager'));
  return async (consumerKey) => {
    try {
      const SecretId = credentialsSecretName(prefix, consumerKey);
      const { SecretString = '' } = await client.send(new GetSecretValueCommand({ SecretId }));
      return readKnowledge(consumerKey, SecretString);
    } catch (error) {
      if (error instanceof ResourceNotFoundException) return { kind: 'unknown' };
      throw error;
    }
  };
}
