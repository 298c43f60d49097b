import type { ConsumerRules, OperationRule } from '../../../lambda/authorizer/contract';
import type { GatewayDescriptor, GatewayRoute } from '../../descriptor';
import { OnboardingError } from '../errors';

type Rules = { readonly [K in 'signatureMethods' | 'operations']?: ConsumerRules[K] | null };

/** Throws when, because of these rules, a gateway would serve no request of a consumer. */
export function refuseUnservable(gateway: GatewayDescriptor, consumerKey: string, rules: Rules = {}): void {
  const { signatureMethods: accepted, routes, resellerId } = gateway;
  const { signatureMethods, operations } = rules;
  const never = (why: string) =>
    new OnboardingError('usage', `Consumer ${consumerKey} would never be served: the gateway of ${resellerId} ${why}`);
  if (accepted && signatureMethods && !signatureMethods.some((method) => accepted.includes(method))) {
    throw never(`accepts ${accepted.join(', ')}, and the consumer may only sign with ${signatureMethods.join(', ')}.`);
  }
  if (routes && operations && !routes.some((route) => mayReach(operations, route))) {
    const told = routes.map(({ methods, path }) => (methods ? `${methods.join(',')} ${path}` : path)).join('; ');
    throw never(`has no route for any of its operations; the routes are: ${told}`);
  }
}

function mayReach(operations: 'readOnly' | readonly OperationRule[], { methods: served, path }: GatewayRoute): boolean {
  if (operations === 'readOnly') return served?.includes('GET') ?? true;
  return operations.some(
    ({ methods, path: pattern }) =>
      (!methods || !served || methods.some((method) => served.includes(method))) && overlaps(pattern, path),
  );
}

/** Whether a pattern, with `*` in a segment and a final `/**`, matches the path of a route or one below it. */
function overlaps(pattern: string, route: string): boolean {
  const below = pattern.endsWith('/**');
  const wanted = segments(below ? pattern.slice(0, -'/**'.length) : pattern);
  const given = segments(route);
  if (!below && wanted.length < given.length) return false;
  return given.every((segment, index) => wanted[index] === undefined || matches(wanted[index], segment));
}

function matches(wanted: string, segment: string): boolean {
  const parts = wanted.split('*').map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`));
  return new RegExp(`^${parts.join('.*')}$`).test(segment);
}

function segments(path: string): readonly string[] {
  return (path.endsWith('/') ? path.slice(0, -1) : path).split('/');
}
