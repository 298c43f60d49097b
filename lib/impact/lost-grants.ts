import type { ConsumerRules, OperationRule, SecurityLevel } from '../../lambda/authorizer/contract';
import { APS_METHODS } from '../aps-methods';
import { permits, usableGroups } from '../config/operation-groups';

/** An operation group of a gateway. The operations of a deployed one are not known. */
export interface GroupView {
  readonly level: SecurityLevel;
  readonly operations?: readonly OperationRule[];
}

/** By name. */
export type GroupViews = Readonly<Record<string, GroupView>>;

/** A group that a consumer can no longer use. */
export interface LostGroup {
  readonly group: string;
  /** Level of the group, if it is above the consumer's now; absent if the group is gone. */
  readonly level?: SecurityLevel;
}

/** A method and a pattern of paths that a consumer's groups allow. */
export interface GrantedOperation {
  readonly method: string;
  /** Some of the paths that it matches, or all of them. */
  readonly path: string;
}

type Grants = Pick<ConsumerRules, 'groups' | 'securityLevel' | 'operations'>;

/** Returns the groups that a consumer can use before a change and not after it. */
export function lostGroups(rules: Grants, before: GroupViews, after: GroupViews): readonly LostGroup[] {
  const still = usableGroups(after, rules);
  return Object.keys(usableGroups(before, rules))
    .filter((group) => !Object.hasOwn(still, group))
    .map((group) => {
      const level = Object.hasOwn(after, group) ? after[group]?.level : undefined;
      return { group, ...(level !== undefined && { level }) };
    });
}

/** Returns what the groups that a consumer can use before and after a change no longer allow. */
export function lostGrants(rules: Grants, before: GroupViews, after: GroupViews): readonly GrantedOperation[] {
  const [had, has] = [usableGroups(before, rules), usableGroups(after, rules)];
  const kept = Object.keys(had).filter((name) => Object.hasOwn(has, name));
  const allowed = kept.flatMap((name) => had[name]?.operations ?? []);
  const still = Object.values(has).flatMap(({ operations = [] }) => operations);
  if (kept.some((name) => !had[name]?.operations || !has[name]?.operations)) return [];
  const { operations: own } = rules;
  const patterns = [...new Set([...allowed, ...(typeof own === 'object' ? own : [])].map(({ path }) => path))];
  return patterns.flatMap((path) =>
    APS_METHODS.filter((method) =>
      probesOf(path).some(
        (probe) =>
          (!own || permits(own, method, probe)) && permits(allowed, method, probe) && !permits(still, method, probe),
      ),
    ).map((method) => ({ method, path })),
  );
}

/** Stands for a name that no pattern has, so that only a wildcard matches it. */
const NO_NAME = '~';
/** More segments than any pattern names. */
const DEEP = `/${NO_NAME}`.repeat(30);

/** Paths that together stand for all that a pattern matches. */
function probesOf(pattern: string): readonly string[] {
  const [exact = ''] = pattern.replaceAll(/(?<!\*)\*(?!\*)/g, NO_NAME).split('/**');
  return pattern.endsWith('/**') ? [exact, `${exact}/${NO_NAME}`, `${exact}${DEEP}`] : [exact];
}
