import { type ConsumerRules, type OperationRule, reachesPath } from '../../../lambda/authorizer/contract';
import type { GatewayDescriptor, GatewayRoute } from '../../descriptor';
import { OnboardingError } from '../errors';

type Rules = { readonly [K in 'signatureMethods' | 'operations']?: ConsumerRules[K] | null };

/**
 * Requires that the gateway could serve at least one request of a consumer with these rules. Older gateways do not
 * publish their signature methods and routes, so nothing is required there.
 *
 * @throws OnboardingError `usage`
 */
export function requireServable(gateway: GatewayDescriptor, consumerKey: string, rules: Rules = {}): void {
  const { signatureMethods: accepted, routes, resellerId } = gateway;
  const { signatureMethods, operations } = rules;
  const never = (why: string) =>
    new OnboardingError('usage', `Consumer ${consumerKey} would never be served: the gateway of ${resellerId} ${why}`);
  if (accepted && signatureMethods && !signatureMethods.some((method) => accepted.includes(method))) {
    throw never(`accepts ${accepted.join(', ')}, and the consumer may only sign with ${signatureMethods.join(', ')}.`);
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
