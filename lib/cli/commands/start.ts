import type { Command } from 'commander';
import { type StartOptions, startOptions } from '../../local/start-options';
import { OnboardingError } from '../../onboarding/errors';
import { EXIT_CODES } from '../exit-codes';
import type { Handler } from '../handle';
import { examples } from '../options/common-options';

/** `start`. */
export function start(parent: Command, handler: Handler): void {
  const command = startOptions(parent.command('start'));
  examples(command, 'start', 'start --environment production --config ../config');
  command.action(async (options: StartOptions) => {
    const serve = handler.program.serveOnTerminal;
    if (!serve) throw new OnboardingError('usage', 'start: only a terminal can start the local gateway');
    await serve(options).catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code !== 'MODULE_NOT_FOUND') throw error;
      const message = 'start: aws-cdk-lib and constructs are missing. Install them: npm install aws-cdk-lib constructs';
      throw new OnboardingError('failed', message, { cause: error });
    });
    handler.exitCode = EXIT_CODES.done;
  });
}
