import { randomBytes } from 'node:crypto';
import { version } from '../package.json';
import { runCli } from '../lib/cli/run';

// The SDK's notice about versions of Node.js to come is for those who build this package, not for those who run it.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';

// A reader that went away, such as head, is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

async function main(): Promise<void> {
  process.exitCode = await runCli(
    process.argv.slice(2),
    {
      stdin: process.stdin,
      stdout: process.stdout,
      stderr: process.stderr,
      environmentVariables: process.env,
      workingDirectory: process.cwd(),
      now: () => new Date(),
      randomHex: (bytes) => randomBytes(bytes).toString('hex'),
    },
    version,
  );
}

void main();
