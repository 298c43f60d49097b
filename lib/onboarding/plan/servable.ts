import { type ConsumerRules, type OperationRule, reachesPath } from '../../../lambda/authorizer/contract';
import type { GatewayDescriptor, GatewayRoute } from '../../descriptor';
import { OnboardingError } from '../errors';

type Rules = { readonly [K in 'signatureMethods' | 'operations' | 'clientCertificates']?: ConsumerRules[K] | null };

/**
 * Requires that the gateway could serve at least one request of a consumer with these rules. Older gateways do not
 * publish their signature methods, routes and mutual TLS, so nothing is required there.
 *
 * @throws OnboardingError `usage`
 */
export function requireServable(gateway: GatewayDescriptor, consumerKey: string, rules: Rules = {}): void {
  const { signatureMethods: accepted, routes, mutualTls, resellerId } = gateway;
  const { signatureMethods, operations, clientCertificates } = rules;
  const never = (why: string) =>
    new OnboardingError('usage', `Consumer ${consumerKey} would never be served: the gateway of ${resellerId} ${why}`);
  if (accepted && signatureMethods && !signatureMethods.some((method) => accepted.includes(method))) {
    throw never(`accepts ${accepted.join(', ')}, and the consumer may only sign with ${signatureMethods.join(', ')}.`);
  }
  if (mutualTls === false && clientCertificates) {
    throw never(
      `has no mutual TLS, so no client can present one of its certificates. Leave out the client certificates, or declare mutualTls for reseller ${resellerId} and deploy first.`,
    );
  }
  if (routes && operations && !routes.some((route) => mayReach(operations, route))) {
    const listed = routes.map(({ methods, path }) => (methods ? `${methods.join(',')} ${path}` : path)).join('; ');
    throw never(`has no route for any of its operations; the routes are: ${listed}`);
  }
}

function mayReach(operations: 'readOnly' | readonly OperationRule[], { methods: served, path }: GatewayRoute): boolean {
  if (operations === 'readOnly') return served?.includes('GET') ?? true;
  return operations.some(
    ({ methods, path: pattern }) =>
      (!methods || !served || methods.some((method) => served.includes(method))) && reachesPath(pattern, path),
  );
}
