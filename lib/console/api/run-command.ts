import type { CommandLine } from './operations';

/** A running command. */
export interface RunningCommand {
  /** Lines of its standard output, as they come. */
  readonly lines: AsyncIterable<string>;
  /** Resolves when it ends. */
  readonly ended: Promise<{ readonly exitCode: number; readonly notices: readonly string[] }>;
}

/** Runs a command of the CLI in this process with `--json`; the signal ends it as Ctrl-C does. */
export type RunCommand = (line: CommandLine, gone: AbortSignal) => RunningCommand;
