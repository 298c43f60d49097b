import type { Readable, Writable } from 'node:stream';

/** The process in which the CLI runs, passed in by the composition root. */
export interface CliIo {
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stdout: Writable & { readonly isTTY?: boolean; readonly columns?: number };
  readonly stderr: Writable & { readonly isTTY?: boolean };
  readonly environmentVariables: Readonly<Record<string, string | undefined>>;
  /** Folder that holds `config/`. */
  readonly workingDirectory: string;
  now(): Date;
  /**
   * From the first call on, Ctrl-C and SIGTERM no longer end the process, but abort this signal, as does the end of what
   * reads standard output.
   */
  interruption(): AbortSignal;
  /** Random bytes as lower-case hexadecimal digits. */
  randomHex(bytes: number): string;
}
