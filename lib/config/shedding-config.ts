/** Settings of automatic shedding. */
export interface AutomaticSheddingConfig {
  /** Lowest priority number that is refused. */
  readonly from: number;
  readonly serverErrorPercent: number;
  /** 95th percentile; absent if only errors count. */
  readonly latencyMilliseconds?: number;
  readonly busyMinutes: number;
  readonly ofMinutes: number;
  readonly holdMinutes: number;
}

/** Shedding of an environment; by hand only when `automatic` is absent. */
export interface SheddingConfig {
  readonly automatic?: AutomaticSheddingConfig;
}

/** Returns the priorities of tiers that are not the default. */
export function tierPriorities(
  tiers: Readonly<Record<string, { readonly priority?: number }>>,
): Readonly<Record<string, number>> {
  const declared = Object.entries(tiers).flatMap(([name, { priority }]) =>
    priority === undefined ? [] : [[name, priority] as const],
  );
  return Object.fromEntries(declared);
}
