import { isObject } from '../../is-object';
import type { Stack } from '../template/stack';

/** Configuration keys that a gateway's stack implements and localhost does not enforce. */
export function notEnforced(stack: Stack): readonly string[] {
  const declares = (type: string, holds: (properties: Readonly<Record<string, unknown>>) => boolean) =>
    stack.resourcesOfType(type).some(({ properties }) => holds(properties));
  return [
    ...(declares('AWS::ApiGateway::RestApi', deniesAddresses) ? ['allowedSourceIps'] : []),
    ...(declares('AWS::ApiGateway::DomainName', ({ MutualTlsAuthentication }) => MutualTlsAuthentication !== undefined)
      ? ['mutualTls']
      : []),
    ...(declares('AWS::WAFv2::WebACLAssociation', () => true) ? ['protection.webAcl'] : []),
  ];
}

function deniesAddresses({ Policy }: Readonly<Record<string, unknown>>): boolean {
  const statements = isObject(Policy) ? Policy['Statement'] : [];
  return Array.isArray(statements) && statements.some((it) => isObject(it) && hasAddresses(it['Condition']));
}

function hasAddresses(condition: unknown): boolean {
  return isObject(condition) && condition['NotIpAddress'] !== undefined;
}
