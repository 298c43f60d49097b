import { createHash } from 'node:crypto';
import { credentialsPrefix, credentialsSecretName } from '../../lambda/authorizer/contract';
import type { GatewayDescriptor } from '../descriptor';

/** Prefix of everything that a gateway's consumers have: their credentials secrets and their API keys. */
export function consumersPrefix({ environment, resellerId }: GatewayDescriptor): string {
  return credentialsPrefix(environment, resellerId);
}

/** Name of a consumer's credentials secret, and of its API key. */
export function consumerName(gateway: GatewayDescriptor, consumerKey: string): string {
  return credentialsSecretName(consumersPrefix(gateway), consumerKey);
}

/**
 * ClientRequestToken, and so VersionId, of the version that follows a version: two who start from the same version
 * collide, and the second is told. `first` stands for a secret that does not exist yet.
 */
export function nextVersionToken(secretName: string, version: string): string {
  return createHash('sha256').update(`aps-gateway ${secretName} ${version}`).digest('hex');
}
