import { isDeepStrictEqual } from 'node:util';
import { documentMembers } from '../../../lambda/authorizer/contract';
import { type GatewayDescriptor, schemesOf, unknownMembers } from '../../descriptor';
import type { ConsumerDraft } from '../consumer';
import { OnboardingError } from '../errors';

/**
 * Requires that the deployed authorizer knows every member of a consumer that differs from the stored one. It answers 503
 * to a rule that it does not know. A member that is stored already does not hinder other changes, such as a suspension.
 *
 * @param before the stored consumer, if there is one
 * @throws OnboardingError `conflict`, naming the members
 */
export function requireKnownMembers(
  gateway: GatewayDescriptor,
  desired: ConsumerDraft,
  before: ConsumerDraft | undefined,
): void {
  const [old, next] = [before ? optionalMembers(before) : {}, optionalMembers(desired)];
  const written = Object.keys(next).filter((name) => !isDeepStrictEqual(next[name], old[name]));
  const unknown = unknownMembers(gateway, written);
  if (unknown.length === 0) return;
  const { resellerId, packageVersion } = gateway;
  const maker = packageVersion === undefined ? 'an older version' : `version ${packageVersion}`;
  throw new OnboardingError(
    'conflict',
    `Deploy first: the gateway of ${resellerId} was made by ${maker} of this package and does not know ${unknown.join(', ')} of consumer ${desired.consumerKey}. Deploy its stack with this version, then try again.`,
  );
}

/** Returns the optional members that consumers of a gateway can have only after its next deployment. */
export function membersToDeploy(gateway: GatewayDescriptor): readonly string[] {
  return unknownMembers(gateway, documentMembers(schemesOf(gateway).includes('bearer')));
}

/** The optional members of a consumer's credentials document that are set, by their names in the descriptor. */
function optionalMembers(consumer: ConsumerDraft): Readonly<Record<string, unknown>> {
  const { rules = {} } = consumer;
  const all: Readonly<Record<string, unknown>> = {
    ...consumer,
    ...Object.fromEntries(Object.entries(rules).map(([name, rule]) => [`rules.${name}`, rule])),
  };
  const set = documentMembers(true)
    .filter((name) => all[name] !== undefined)
    .map((name) => [name, all[name]]);
  return Object.fromEntries(set) as Record<string, unknown>;
}
