/** `npm start`: serves an environment's synthesized templates and its bundled function on localhost. */
import { Command } from 'commander';
import { EXIT_CODES } from '../lib/cli/exit-codes';
import { startOptions, type StartOptions } from '../lib/local/start-options';

// The SDK's notice about versions of Node.js to come is for those who build this package, not for those who run it.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';

const startedAt = performance.now();

void startOptions(new Command('npm start --'))
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : EXIT_CODES.usage))
  .action(async (options: StartOptions) => {
    // Imported here, so that `--help` does not wait for the CDK library.
    const { serveOnTerminal } = await import('../lib/local/serve-on-terminal.ts');
    await serveOnTerminal(options, startedAt);
  })
  .parseAsync();
