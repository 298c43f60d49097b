import type { SecurityLevel } from './security-level';

/** One allowed group of operations. */
export interface OperationRule {
  /** HTTP methods; every method when absent. */
  readonly methods?: readonly string[];
  /**
   * Pattern of requested paths, starting with `/aps/2/…`. `*` stands for one segment or a part of it, a final `/**` for
   * the path itself and everything below it.
   */
  readonly path: string;
}

/** Operations that consumers get by one name. Only consumers of the same or a higher level may use them. */
export interface OperationGroup {
  readonly level: SecurityLevel;
  readonly operations: readonly OperationRule[];
}

/** By name. */
export type OperationGroups = Readonly<Record<string, OperationGroup>>;
