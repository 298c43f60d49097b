import { CommanderError } from 'commander';
import { EXIT_CODES } from './exit-codes';
import { Handler } from './handle';
import type { CliIo } from './io';
import { buildProgram } from './program';

/** Runs the CLI with the arguments after the program's name; resolves to the exit code, and never rejects. */
export async function runCli(commandLine: readonly string[], io: CliIo, version: string): Promise<number> {
  const handler = new Handler(io);
  // commander's own "help" looks at one word only.
  const helpOfSubcommand = commandLine[0] === 'help' && commandLine.length > 2;
  const words = helpOfSubcommand ? [...commandLine.slice(1), '--help'] : [...commandLine];
  try {
    await buildProgram(handler, version).parseAsync(words, { from: 'user' });
    return handler.exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT_CODES.done : EXIT_CODES.usage;
    return handler.refuse(error, commandLine.includes('--json'));
  }
}
