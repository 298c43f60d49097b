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

/**
 * Makes the monitor. It fails open: without an answer the last known levels hold until their own end, and before the
 * first answer there are none. So an outage of the table neither refuses a request nor keeps one waiting.
 */
export function sheddingMonitor({ read, clock, pause }: SheddingMonitorOptions): SheddingMonitor {
  let known: SheddingLevels = {};
  let startedAt = -Infinity;
  let reading: Promise<void> | undefined;
  let fault: string | undefined;

  async function update(at: number): Promise<void> {
    try {
      const levels = await read();
      // An answer that a frozen instance gets when it thaws is old.
      if (startedAt !== at || clock() - at > LONGEST_READ_MS) return;
      known = levels;
      fault = undefined;
    } catch (error) {
      if (startedAt === at) fault = error instanceof Error ? error.name : typeof error;
    }
  }

  function start(): void {
    startedAt = clock();
    const current = update(startedAt).finally(() => {
      if (reading === current) reading = undefined;
    });
    reading = current;
  }

  return {
    refresh() {
      const age = clock() - startedAt;
      if (age >= READ_EVERY_MS || age < 0) start();
    },
    async level() {
      const leftMs = startedAt + LONGEST_WAIT_MS - clock();
      if (reading && leftMs > 0) await Promise.race([reading, pause(leftMs)]);
      return strictestLevel(known, clock());
    },
    fault: () => fault,
  };
}
