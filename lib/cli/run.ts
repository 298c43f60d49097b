import { CommanderError } from 'commander';
import { EXIT_CODES } from './exit-codes';
import { Handler } from './handle';
import type { CliIo } from './io';
import { buildProgram } from './program';

/** Runs the CLI with the arguments after the program's name; resolves to the exit code, and never rejects. */
export async function runCli(commandLine: readonly string[], io: CliIo, version: string): Promise<number> {
  const handler = new Handler(io);
  try {
    await buildProgram(handler, version).parseAsync([...commandLine], { from: 'user' });
    return handler.exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT_CODES.done : EXIT_CODES.usage;
    return handler.refuse(error, commandLine.includes('--json'));
  }
}
