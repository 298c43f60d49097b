import type { OperationGroup, OperationGroups } from '../../lambda/authorizer/contract';

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
