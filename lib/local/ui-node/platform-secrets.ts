import { credentialsPrefix, credentialsSecretName } from '../../../lambda/authorizer/contract';
import type { GatewayDescriptor } from '../../descriptor';
import { isObject } from '../../is-object';
import type { AwsStandIns } from '../aws/stand-ins';
import type { SecretsOf } from './verify-signature';

/**
 * Secrets as the platform knows them, including those of consumers onboarded later. The platform generates them; here
 * they are read from where the CLI puts them, and the port in X-Forwarded-Host identifies the gateway.
 */
export function platformSecrets(gateways: ReadonlyMap<number, GatewayDescriptor>, aws: AwsStandIns): SecretsOf {
  return (consumerKey, forwardedHost) => {
    const gateway = gateways.get(Number(forwardedHost.split(':').at(-1)));
    if (gateway === undefined) return [];
    const name = credentialsSecretName(credentialsPrefix(gateway.environment, gateway.resellerId), consumerKey);
    const secret = aws.secrets.secrets.get(name);
    return secret?.deletedDate ? [] : secretsIn(secret?.currentValue ?? '');
  };
}

/** Consumer secrets in a credentials document; none in a malformed one. */
function secretsIn(document: string): readonly string[] {
  const secrets = memberOf(parsed(document), 'secrets');
  if (!Array.isArray(secrets)) return [];
  const values = secrets.map((secret) => memberOf(secret, 'value'));
  return values.filter((value) => typeof value === 'string');
}

function memberOf(value: unknown, name: string): unknown {
  return isObject(value) ? value[name] : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
