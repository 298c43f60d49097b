import type { OperationGroups } from '../../contract';
import { isOneOf } from '../../text/one-of';
import { MalformedDocumentError } from '../malformed-document';
import { operationsRule } from './operations';
import type { Rule } from './rule';
import { coversLevel, SECURITY_LEVELS, type SecurityLevel } from './security-level';

/**
 * Makes the rule that allows what a consumer's operation groups allow together. A group that the gateway does not have,
 * or whose level is above the consumer's, allows nothing.
 */
export function groupsRule(declared: unknown, level: unknown, groups: OperationGroups): Rule {
  if (!Array.isArray(declared) || !declared.every((name) => typeof name === 'string')) {
    throw new MalformedDocumentError('rules.groups', 'a list of names');
  }
  const consumerLevel = readSecurityLevel(level);
  return operationsRule(
    declared.flatMap((name) => {
      const group = Object.hasOwn(groups, name) ? groups[name] : undefined;
      return group && coversLevel(consumerLevel, group.level) ? group.operations : [];
    }),
  );
}

/**
 * Reads a consumer's security level; C, the lowest, when absent.
 *
 * @throws MalformedDocumentError
 */
export function readSecurityLevel(declared: unknown): SecurityLevel {
  if (declared === undefined) return 'C';
  if (isOneOf(SECURITY_LEVELS, declared)) return declared;
  throw new MalformedDocumentError('rules.securityLevel', `one of ${SECURITY_LEVELS.join(', ')}`);
}
