/** Runs programs, bounded in time, with their output in a log file. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { PACKAGE, WORK } from './paths';

export interface CommandOptions {
  /** Name of the log file; the program's own name when absent. */
  readonly name?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
  readonly timeoutSeconds?: number;
  /** Called for each piece of output; `kill` sends a signal to the program and all it started, SIGKILL by default. */
  readonly watch?: (output: string, kill: (signal?: NodeJS.Signals) => void) => void;
}

export interface CommandResult {
  /** `undefined` if a signal ended it. */
  readonly code: number | undefined;
  readonly stdout: string;
  /** Both streams, in order of arrival. */
  readonly output: string;
  readonly log: string;
}

/** A program failed; `log` is the file with its output. */
export class CommandError extends Error {
  override readonly name = 'CommandError';

  constructor(
    message: string,
    readonly log: string,
  ) {
    super(message);
  }
}

const DEFAULT_TIMEOUT_SECONDS = 180;
let count = 0;

/**
 * Runs a program and returns its output, whatever its exit code.
 *
 * @throws CommandError when it takes too long
 */
export async function attempt(
  program: string,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<CommandResult> {
  const name = options.name ?? program.replace(/^.*\//, '');
  const log = logFile(name);
  // A group of its own: what the program starts ends with it.
  const child = spawn(program, args, { cwd: PACKAGE, detached: true, env: environment(options.env) });
  const file = createWriteStream(log);
  file.write(`$ ${name} ${args.join(' ')}\n`);
  const kill = (signal: NodeJS.Signals = 'SIGKILL') => killGroup(child, signal);
  let [stdout, output] = ['', ''];
  const take = (chunk: Buffer, isStdout: boolean) => {
    const text = chunk.toString('utf8');
    output += text;
    if (isStdout) stdout += text;
    file.write(text);
    options.watch?.(output, kill);
  };
  child.stdout.on('data', (chunk: Buffer) => take(chunk, true));
  child.stderr.on('data', (chunk: Buffer) => take(chunk, false));
  child.stdin.on('error', () => undefined);
  child.stdin.end(options.input ?? '');
  const seconds = options.timeoutSeconds ?? DEFAULT_TIMEOUT_SECONDS;
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    kill();
  }, seconds * 1000);
  const code = await new Promise<number | undefined>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (exit) => resolve(exit ?? undefined));
  }).finally(() => {
    clearTimeout(timer);
    file.end();
  });
  if (late) throw new CommandError(`${name} did not end within ${seconds} s`, log);
  return { code, stdout, output, log };
}

/** Runs a program that must succeed. */
export async function run(
  program: string,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<CommandResult> {
  const result = await attempt(program, args, options);
  if (result.code !== 0)
    throw new CommandError(`${program} ${args.join(' ')} ended with ${String(result.code)}`, result.log);
  return result;
}

/** A new log file's path; numbered, so that the folder reads in order. */
export function logFile(name: string): string {
  mkdirSync(WORK, { recursive: true });
  return join(WORK, `${String(++count).padStart(2, '0')}-${name}.log`);
}

/** Ends a process that was started `detached`, with all that it started. */
export function killGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // It ended meanwhile.
  }
}

/** The caller's variables, except those that could lead to a real AWS account. */
function environment(extra: CommandOptions['env']): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_') && name !== 'FORCE_COLOR');
  return { ...Object.fromEntries(inherited), NO_COLOR: '1', ...extra };
}
