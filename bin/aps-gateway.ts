import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { EXIT_CODES } from '../lib/cli/exit-codes';
import { runCli } from '../lib/cli/run';
import { PACKAGE_VERSION } from '../lib/package-root';
import type { StartOptions } from '../lib/local/start-options';

// The SDK's notice about versions of Node.js to come is for those who build this package, not for those who run it.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';

const startedAt = performance.now();

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // A reader that went away, such as head, is not a failure; the command finishes what it has begun.
  if (error.code === 'EPIPE') return;
  process.stderr.write(`error: standard output: ${error.message}\n`);
  process.exitCode = EXIT_CODES.failed;
});
// There is nowhere left to report it except the exit code.
process.stderr.on('error', () => {});

let interrupted: AbortController | undefined;

function interruption(): AbortSignal {
  if (interrupted) return interrupted.signal;
  const controller = (interrupted = new AbortController());
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.once(name, () => {
      // A second one ends the process at once.
      process.once(name, () => process.exit(EXIT_CODES.cancelled));
      controller.abort();
    });
  }
  process.stdout.once('error', () => controller.abort());
  return controller.signal;
}

async function serveOnTerminal(options: StartOptions): Promise<void> {
  const local = await import('./serve-on-terminal.js');
  await local.serveOnTerminal(options, startedAt);
}

async function main(): Promise<void> {
  const exitCode = await runCli(
    process.argv.slice(2),
    {
      stdin: process.stdin,
      stdout: process.stdout,
      stderr: process.stderr,
      environmentVariables: process.env,
      workingDirectory: process.cwd(),
      now: () => new Date(),
      interruption,
      randomHex: (bytes) => randomBytes(bytes).toString('hex'),
    },
    { version: PACKAGE_VERSION, consolePage: join(__dirname, 'console'), serveOnTerminal },
  );
  process.exitCode ||= exitCode;
}

void main();
