import { CommanderError } from 'commander';
import { OnboardingError } from '../onboarding/errors';
import { EXIT_CODES } from './exit-codes';
import { Handler, type ProgramOptions } from './handle';
import type { CliIo } from './io';
import { buildProgram } from './program';

/** Runs the CLI with the arguments after the program's name. Resolves to the exit code and never rejects. */
export async function runCli(commandLine: readonly string[], io: CliIo, program: ProgramOptions): Promise<number> {
  const handler = new Handler(io, program);
  // commander's own "help" reads only one word.
  const helpOfSubcommand = commandLine[0] === 'help' && commandLine.length > 2;
  const words = helpOfSubcommand ? [...commandLine.slice(1), '--help'] : [...commandLine];
  try {
    await buildProgram(handler).parseAsync(words, { from: 'user' });
    return handler.exitCode;
  } catch (error) {
    const json = commandLine.includes('--json');
    if (!(error instanceof CommanderError)) return handler.refuse(error, json);
    if (error.exitCode === 0) return EXIT_CODES.done;
    // commander has already written the help of a group of commands to standard error.
    if (error.code === 'commander.help') return EXIT_CODES.usage;
    return handler.refuse(wrongUsage(error), json);
  }
}

function wrongUsage({ message }: CommanderError): OnboardingError {
  // Messages about unknown options repeat a value that was given with "=", which could be a secret.
  const withoutValues = message.replace(/^error: /, '').replaceAll(/(--?[\w-]+)=[^'\s]*/g, '$1=…');
  return new OnboardingError('usage', withoutValues.replaceAll('\n', ' '));
}
