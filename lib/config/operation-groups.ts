import {
  type ConsumerRules,
  coversLevel,
  type OperationGroup,
  type OperationGroups,
  type OperationRule,
  pathPattern,
  type SecurityLevel,
} from '../../lambda/authorizer/contract';

/** A declared operation group. */
export interface OperationGroupConfig extends OperationGroup {
  /** Entries for Allowed Operations of the platform's users: APS type without its version, and verb. */
  readonly platformOperations?: readonly { readonly type: string; readonly verb: string }[];
}

/** Returns the groups as the authorizer reads them from its environment variable. */
export function operationGroupsSetting(groups: OperationGroups): string {
  const read = Object.entries(groups).map(([name, { level, operations }]) => [name, { level, operations }] as const);
  return JSON.stringify(Object.fromEntries(read));
}

/** Returns the named groups that a consumer may use: those that there are, and that its level covers. */
export function usableGroups<G extends { readonly level: SecurityLevel }>(
  groups: Readonly<Record<string, G>>,
  { groups: names = [], securityLevel = 'C' }: Pick<ConsumerRules, 'groups' | 'securityLevel'>,
): Readonly<Record<string, G>> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const group = Object.hasOwn(groups, name) ? groups[name] : undefined;
      return group && coversLevel(securityLevel, group.level) ? [[name, group] as const] : [];
    }),
  );
}

/** Tests whether rules allow a method on a path. A consumer that may GET may also HEAD. */
export function permits(rules: 'readOnly' | readonly OperationRule[], method: string, path: string): boolean {
  const asked = method === 'HEAD' ? 'GET' : method;
  if (rules === 'readOnly') return asked === 'GET';
  return rules.some(
    ({ methods, path: pattern }) =>
      (!methods || methods.includes(method) || methods.includes(asked)) && pathPattern(pattern)(path),
  );
}
