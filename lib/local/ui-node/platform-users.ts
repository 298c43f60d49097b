import { credentialsPrefix, credentialsSecretName } from '../../../lambda/authorizer/contract';
import type { GatewayDescriptor } from '../../descriptor';
import { isObject } from '../../is-object';
import type { AwsStandIns } from '../aws/stand-ins';
import type { GatewayProperty } from './property/gateway-property';
import type { PlatformUser, UsersOf } from './verify-signature';

/**
 * Users as the platform knows them, including those of consumers onboarded later. The platform generates their secrets;
 * here they are read from where the CLI puts them. A consumer that moves is stored at two gateways, once for each reseller.
 */
export function platformUsers(
  gateways: readonly Pick<GatewayDescriptor, 'environment' | 'resellerId'>[],
  aws: AwsStandIns,
  property: GatewayProperty,
): UsersOf {
  return (consumerKey) =>
    gateways.flatMap(({ environment, resellerId }) => {
      const name = credentialsSecretName(credentialsPrefix(environment, resellerId), consumerKey);
      const secret = aws.secrets.secrets.get(name);
      return secret === undefined || secret.deletedDate ? [] : userIn(secret.currentValue ?? '', property);
    });
}

/** The user in a credentials document; none in a malformed one. */
function userIn(document: string, property: GatewayProperty): readonly PlatformUser[] {
  const value = parsed(document);
  const { reseller, secrets } = isObject(value) ? value : {};
  if (typeof reseller !== 'string' || !Array.isArray(secrets)) return [];
  const values = secrets.map((secret: unknown) => (isObject(secret) ? secret['value'] : undefined));
  const origin = property.of(reseller);
  const gatewayHost = origin === undefined ? undefined : new URL(origin).host;
  return [{ secrets: values.filter((each) => typeof each === 'string'), gatewayHost }];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
