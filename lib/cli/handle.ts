import type { Command } from 'commander';
import { chosenEnvironment, ENVIRONMENT_ALLOWED, ENVIRONMENT_PATTERN } from '../identifiers';
import type { StartOptions } from '../local/start-options';
import type { OnboardingPorts } from '../onboarding/ports';
import { type FailureCode, OnboardingError } from '../onboarding/errors';
import type { CommonOptions, Context } from './context';
import { EXIT_CODES } from './exit-codes';
import type { CliIo } from './io';
import { Output } from './output/output';

/** Body of a command; a returned number is its exit code. */
export type Action<Arguments extends readonly unknown[], Options> = (
  context: Context,
  options: Options,
  ...commandArguments: Arguments
) => Promise<number | void>;

/** Inputs of the program, in addition to its ports. */
export interface ProgramOptions {
  /** Version of this package. */
  readonly version: string;
  /** Folder with the built page of `console`. */
  readonly consolePage?: string;
  /** Serves an environment on localhost until it is interrupted. */
  readonly serveOnTerminal?: (options: StartOptions) => Promise<void>;
  /** Ports to use; each command makes its own when absent. */
  readonly ports?: () => Promise<OnboardingPorts>;
}

/** Runs the bodies of commands and turns their errors into text and exit codes. */
export class Handler {
  exitCode: number = EXIT_CODES.done;

  constructor(
    readonly io: CliIo,
    readonly program: ProgramOptions,
  ) {}

  /** Makes the function that a commander command calls. */
  run<Arguments extends readonly unknown[], Options>(action: Action<Arguments, Options>) {
    return async (...given: unknown[]): Promise<void> => {
      const command = given.pop() as Command;
      given.pop();
      const options = command.optsWithGlobals<CommonOptions & Options>();
      const out = new Output(this.io, options.json === true);
      try {
        const context = this.context(options, out);
        this.exitCode = (await action(context, options, ...(given as unknown as Arguments))) ?? EXIT_CODES.done;
      } catch (error) {
        this.fail(error, out);
      }
    };
  }

  /** Reports an error that came before any command ran, and returns its exit code. */
  refuse(error: unknown, json: boolean): number {
    this.fail(error, new Output(this.io, json));
    return this.exitCode;
  }

  private context(options: CommonOptions, out: Output): Context {
    const environment = chosenEnvironment(options.environment, this.io.environmentVariables);
    if (!ENVIRONMENT_PATTERN.test(environment)) {
      const got = JSON.stringify(environment);
      throw new OnboardingError('usage', `environment: got ${got}, expected ${ENVIRONMENT_ALLOWED}`);
    }
    let ports: Promise<OnboardingPorts> | undefined;
    return {
      io: this.io,
      out,
      environment,
      ports: () =>
        (ports ??=
          this.program.ports?.() ??
          import('./aws/onboarding-ports.ts').then(({ onboardingPorts }) =>
            onboardingPorts(options, environment, { io: this.io, out }),
          )),
    };
  }

  private fail(error: unknown, out: Output): void {
    const { code, message } = failureOf(error);
    this.exitCode = EXIT_CODES[code];
    if (out.json) out.result({ error: { code, message } }, () => '');
    const prefix = code === 'cancelled' ? '' : `${out.colors.red('error:')} `;
    for (const line of message.split('\n')) out.notice(prefix + line);
  }
}

function failureOf(error: unknown): { readonly code: FailureCode | 'cancelled'; readonly message: string } {
  if (error instanceof OnboardingError) return error;
  // Prompts throw this at Ctrl-C. It is recognized by name, because loading their package for the class takes time.
  if (error instanceof Error && error.name === 'ExitPromptError') {
    return { code: 'cancelled', message: 'Cancelled; nothing was written or sent.' };
  }
  const message =
    error instanceof Error ? `${error.name}: ${error.message}` : 'something other than an error was thrown';
  return { code: 'failed', message };
}
