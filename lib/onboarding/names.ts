import { createHash } from 'node:crypto';
import { credentialsPrefix, credentialsSecretName } from '../../lambda/authorizer/contract';
import type { GatewayDescriptor } from '../descriptor';

/** Prefix of the names of all credentials secrets and API keys of a gateway's consumers. */
export function consumersPrefix({ environment, resellerId }: GatewayDescriptor): string {
  return credentialsPrefix(environment, resellerId);
}

/** Name of a consumer's credentials secret, and of its API key. */
export function consumerName(gateway: GatewayDescriptor, consumerKey: string): string {
  return credentialsSecretName(consumersPrefix(gateway), consumerKey);
}

/**
 * ClientRequestToken, which becomes the VersionId, of a secret's next version. Two commands that start from the same
 * version send the same token, so the second write fails.
 *
 * @param version VersionId that the change starts from; `first` for a secret that does not exist yet
 */
export function nextVersionToken(secretName: string, version: string): string {
  return createHash('sha256').update(`aps-gateway ${secretName} ${version}`).digest('hex');
}
