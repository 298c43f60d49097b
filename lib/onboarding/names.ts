import { createHash } from 'node:crypto';
import { credentialsPrefix, credentialsSecretName } from '../../lambda/authorizer/contract';
import type { GatewayDescriptor } from '../descriptor';

type GatewayName = Pick<GatewayDescriptor, 'environment' | 'resellerId'>;

/** Prefix of the names of all credentials secrets and API keys of a gateway's consumers. */
export function consumersPrefix({ environment, resellerId }: GatewayName): string {
  return credentialsPrefix(environment, resellerId);
}

/** Name of a consumer's credentials secret, and of its API key. */
export function consumerName(gateway: GatewayName, consumerKey: string): string {
  return credentialsSecretName(consumersPrefix(gateway), consumerKey);
}

/**
 * Prefix of the names of the API keys that all consumers of a reseller share. No consumer's name starts with it: older
 * versions of this package look for API keys by the consumers' prefix, and remove those without a consumer.
 */
export function sharedKeysPrefix({ environment, resellerId }: GatewayName, reseller?: string): string {
  return `aps-gateway-reseller/${environment}/${resellerId}/${reseller === undefined ? '' : `${reseller}/`}`;
}

/** Name of the API key that all consumers of a reseller on a tier share. */
export function sharedKeyName(gateway: GatewayName, { reseller, tier }: SharedMeter): string {
  return sharedKeysPrefix(gateway, reseller) + tier;
}

/** The reseller and the tier whose consumers share an API key. */
export interface SharedMeter {
  readonly reseller: string;
  readonly tier: string;
}

/** Returns whose shared API key has a name; `undefined` for a name of another kind. */
export function sharedMeterOf(gateway: GatewayName, keyName: string): SharedMeter | undefined {
  const prefix = sharedKeysPrefix(gateway);
  if (!keyName.startsWith(prefix)) return undefined;
  const [reseller = '', tier = '', ...rest] = keyName.slice(prefix.length).split('/');
  return reseller === '' || tier === '' || rest.length > 0 ? undefined : { reseller, tier };
}

const SHARED_VALUE = 'sharedbyreseller';

/**
 * Value of a shared API key. It follows from the key's name and the gateway, and API Gateway refuses a second key with
 * the same value, so two commands that create the key at once create one. It need not be secret: API Gateway takes the
 * value from the authorizer only, never from a client.
 */
export function sharedKeyValue(gateway: GatewayDescriptor, meter: SharedMeter): string {
  const seed = `${gateway.restApiId} ${sharedKeyName(gateway, meter)}`;
  return SHARED_VALUE + createHash('sha256').update(seed).digest('hex');
}

/** Tests whether a value is that of a shared API key, which may have been deleted. */
export function isSharedKeyValue(value: string): boolean {
  return value.startsWith(SHARED_VALUE);
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
