import { coversLevel, type SecurityLevel } from '../../../lambda/authorizer/contract';
import type { GatewayDescriptor } from '../../descriptor';
import type { ConsumerDraft } from '../consumer';
import { OnboardingError } from '../errors';

/**
 * Requires that the gateway has the operation groups that a consumer gets, and that its security level covers theirs. Groups
 * that it has already are checked only if its level changes: removing one must not hinder a suspension.
 *
 * @param before the stored consumer, if there is one
 * @throws OnboardingError `usage`, naming the group
 */
export function requireGrantedGroups(
  { operationGroups = {}, resellerId }: GatewayDescriptor,
  { consumerKey, rules: { groups = [], securityLevel = 'C' } = {} }: ConsumerDraft,
  before: ConsumerDraft | undefined,
): void {
  const { groups: had = [], securityLevel: hadLevel = 'C' } = before?.rules ?? {};
  const granted = securityLevel === hadLevel ? groups.filter((name) => !had.includes(name)) : groups;
  for (const name of granted) {
    const level = Object.hasOwn(operationGroups, name) ? operationGroups[name] : undefined;
    if (level === undefined) {
      const known = Object.keys(operationGroups).join(', ') || 'none';
      throw new OnboardingError(
        'usage',
        `Consumer ${consumerKey}: the gateway of ${resellerId} has no operation group "${name}"; it has: ${known}. A new group must be deployed first.`,
      );
    }
    if (!coversLevel(securityLevel, level as SecurityLevel)) {
      throw new OnboardingError(
        'usage',
        `Consumer ${consumerKey} has security level ${securityLevel}, but operation group "${name}" has level ${level}: give the consumer security level ${level}, or leave the group out.`,
      );
    }
  }
}
