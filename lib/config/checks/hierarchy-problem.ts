/** A problem that shows only in the environment as a whole. */
export interface HierarchyProblem {
  /** The reseller whose file has the problem; absent for platform.yaml. */
  readonly resellerId?: string;
  readonly path: readonly (string | number)[];
  /** What is wrong. */
  readonly message: string;
  /** What is allowed there. */
  readonly allowed: string;
}
