import type { SheddingLevel, SheddingLevels } from '../../lambda/authorizer/contract';

/** A pause of automatic shedding, until epoch milliseconds, exclusive. `by` is the ARN of who asked for it, if known. */
export interface SheddingPause {
  readonly untilMs: number;
  readonly by?: string;
}

/** The shedding of an environment at one moment. */
export interface SheddingState {
  /** The levels that hold. */
  readonly levels: SheddingLevels;
  /** ARN of who set the manual level; absent if no such level holds, or AWS did not report it. */
  readonly manualBy?: string;
  /** Absent if automatic shedding is not paused. */
  readonly pause?: SheddingPause;
}

/** The shedding levels of environments. Instants are rounded down to whole seconds. */
export interface SheddingTable {
  read(environment: string, now: Date): Promise<SheddingState>;
  /** Sets the manual level. `by` is the ARN of the caller, if known. */
  set(environment: string, level: SheddingLevel, by: string | undefined): Promise<void>;
  /** Ends the manual level and, with a pause, the automatic one as well; succeeds if there is none. */
  stop(environment: string, pause: SheddingPause | undefined): Promise<void>;
}
