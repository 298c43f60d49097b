import {
  type CredentialsDocument,
  credentialsPrefix,
  credentialsSecretName,
} from '../../../lambda/authorizer/contract';
import type { GatewayDescriptor } from '../../descriptor';
import type { AwsStandIns } from '../aws/stand-ins';
import { ServiceError } from '../aws/service-error';
import type { SecretsOf } from './verify-signature';

/**
 * What the platform knows: each gateway's URL and the secrets that it generated for its consumers. Here the gateway is
 * found by the port in X-Forwarded-Host, and the secrets, those of consumers onboarded later included, where the CLI
 * put them.
 */
export function platformSecrets(gateways: ReadonlyMap<number, GatewayDescriptor>, aws: AwsStandIns): SecretsOf {
  return (consumerKey, forwardedHost) => {
    const gateway = gateways.get(Number(forwardedHost.split(':').at(-1)));
    if (gateway === undefined) return [];
    const SecretId = credentialsSecretName(credentialsPrefix(gateway.environment, gateway.resellerId), consumerKey);
    try {
      const { SecretString } = aws.secrets.call('GetSecretValue', { SecretId }) as { readonly SecretString: string };
      return (JSON.parse(SecretString) as CredentialsDocument).secrets.map(({ value }) => value);
    } catch (error) {
      if (error instanceof ServiceError) return [];
      throw error;
    }
  };
}
