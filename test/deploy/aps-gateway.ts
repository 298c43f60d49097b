import { join } from 'node:path';
import { attempt, CommandError, type CommandResult, run } from './command';
import { PACKAGE } from './paths';
import type { Trial } from './trial';
import { ENVIRONMENT } from './trial-environment';

const PROGRAM = join(PACKAGE, 'dist/aps-gateway.js');

export interface CliOptions {
  /** A consumer secret, for standard input. */
  readonly input?: string;
  /** Exit code that is expected. @default 0 */
  readonly exitCode?: number;
}

/** Builds the program that `npx aps-gateway` runs. */
export async function buildApsGateway(): Promise<void> {
  await run('npm', ['run', 'build'], { name: 'npm-run-build' });
}

/** Runs our own CLI against the emulator. Throws CommandError for another exit code than the expected one. */
export async function apsGateway(
  trial: Trial,
  args: readonly string[],
  options: CliOptions = {},
): Promise<CommandResult> {
  const { emulator, front } = trial;
  const { input, exitCode = 0 } = options;
  const result = await attempt(process.execPath, ['--require', join(__dirname, 'connect-to.cjs'), PROGRAM, ...args], {
    name: `aps-gateway-${args
      .slice(0, 2)
      .join('-')
      .replaceAll(/[^a-z-]/g, '')}`,
    env: { ...emulator.env, APS_GATEWAY_ENVIRONMENT: ENVIRONMENT, CONNECT_TO: String(front.port) },
    ...(input !== undefined && { input }),
  });
  if (result.code === exitCode) return result;
  throw new CommandError(`aps-gateway ${args.join(' ')} ended with ${String(result.code)}`, result.log);
}

/** Runs it with `--json` and reads its answer. */
export async function apsGatewayJson<T>(trial: Trial, args: readonly string[], options: CliOptions = {}): Promise<T> {
  const { stdout, log } = await apsGateway(trial, [...args, '--json'], options);
  try {
    return JSON.parse(stdout) as T;
  } catch {
    throw new CommandError(`aps-gateway ${args.join(' ')} --json did not answer with JSON`, log);
  }
}
