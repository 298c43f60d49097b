import { type FailureCode, OnboardingError } from '../../onboarding/errors';
import type { CommandResult } from '../contract';
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

/**
 * Runs a command to its end.
 *
 * @throws OnboardingError with the command's own failure
 */
export async function runToResult(
  run: RunCommand,
  line: CommandLine,
  gone: AbortSignal,
): Promise<CommandResult<unknown>> {
  const running = run(line, gone);
  const text: string[] = [];
  for await (const printed of running.lines) text.push(printed);
  const { notices } = await running.ended;
  return { result: requireResult(text.join('\n'), notices), notices };
}

/**
 * Parses what a command printed.
 *
 * @throws OnboardingError with the command's own failure
 */
export function requireResult(text: string, notices: readonly string[]): unknown {
  let result: unknown;
  try {
    result = JSON.parse(text);
  } catch {
    throw new OnboardingError('failed', notices.at(-1) ?? 'The command printed no result.');
  }
  const { error } = (result ?? {}) as { readonly error?: { readonly code: FailureCode; readonly message: string } };
  if (error) throw new OnboardingError(error.code, error.message);
  return result;
}
