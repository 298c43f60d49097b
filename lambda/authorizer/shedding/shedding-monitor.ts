import type { Clock } from '../clock';
import { type SheddingLevel, type SheddingLevels, strictestLevel } from './shedding-item';

/** The levels are read again after this time, or after this time without success. */
const READ_EVERY_MS = 10_000;
/** A request waits at most this long for a read, counted from its start. */
const LONGEST_WAIT_MS = 100;
/** Longer than a read takes unless Lambda froze the function instance in the meantime. */
const LONGEST_READ_MS = 2500;

/**
 * Reads the shedding levels.
 *
 * @throws any error when the service did not answer
 */
export type ReadSheddingLevels = () => Promise<SheddingLevels>;

/** Current shedding level of one function instance. */
export interface SheddingMonitor {
  /** Starts a read if one is due, and does not wait for it. */
  refresh(): void;
  /** Returns the level that holds now, after a read that was started a moment ago, or without it if it takes too long. */
  level(): Promise<SheddingLevel | undefined>;
  /** Returns the name of the error with which the last read failed; `undefined` if it succeeded. */
  fault(): string | undefined;
}

export interface SheddingMonitorOptions {
  readonly read: ReadSheddingLevels;
  readonly clock: Clock;
  readonly pause: (ms: number) => Promise<void>;
}

/** Outcome of the reads so far. */
interface Known {
  readonly levels: SheddingLevels;
  readonly fault: string | undefined;
}

/**
 * Makes the monitor. It fails open: without an answer the last known levels hold until their own end, and before the
 * first answer there are none. So an outage of the table neither refuses a request nor keeps one waiting.
 */
export function sheddingMonitor({ read, clock, pause }: SheddingMonitorOptions): SheddingMonitor {
  let known: Known = { levels: {}, fault: undefined };
  let lastRead = { startedAt: -Infinity, ended: Promise.resolve() };

  async function update(startedAt: number): Promise<void> {
    const answer = await read().then(
      (levels): Known => ({ levels, fault: undefined }),
      (error: unknown): Known => ({ ...known, fault: error instanceof Error ? error.name : typeof error }),
    );
    // A frozen instance gets an old answer when it thaws, and a newer read may have ended before.
    if (clock() - startedAt <= LONGEST_READ_MS) known = answer;
  }

  return {
    refresh() {
      const startedAt = clock();
      const age = startedAt - lastRead.startedAt;
      if (age >= READ_EVERY_MS || age < 0) lastRead = { startedAt, ended: update(startedAt) };
    },
    async level() {
      const leftMs = lastRead.startedAt + LONGEST_WAIT_MS - clock();
      if (leftMs > 0) await Promise.race([lastRead.ended, pause(leftMs)]);
      return strictestLevel(known.levels, clock());
    },
    fault: () => known.fault,
  };
}
