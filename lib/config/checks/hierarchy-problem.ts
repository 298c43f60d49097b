/** A problem that shows only in the environment as a whole. */
export interface HierarchyProblem {
  /** The reseller whose file has the problem; absent for platform.yaml. */
  readonly resellerId?: string;
  readonly path: readonly (string | number)[];
  /** The mistake, in words. */
  readonly message: string;
  /** The allowed values, in words. */
  readonly allowed: string;
}
