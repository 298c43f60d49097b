import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { builtProgram } from './built-program';
import type { CliOptions, CliResult } from './cli';

/** Surroundings of a process. */
export interface ProcessOptions extends CliOptions {
  /** File that takes standard output instead. */
  readonly stdoutFile?: string;
  /** Gets the process once it runs. */
  readonly onStart?: (child: ChildProcess) => void;
}

/** The built CLI, run in child processes that know nothing of this machine's AWS settings. */
export class BuiltCli {
  private readonly home = mkdtempSync(join(tmpdir(), 'aps-gateway-test-'));
  private readonly program = builtProgram();

  /** Runs a command line; the endpoint is that of the stand-ins. */
  run(endpoint: string, commandLine: readonly string[], options: ProcessOptions = {}): Promise<CliResult> {
    const stdout = options.stdoutFile === undefined ? 'pipe' : openSync(options.stdoutFile, 'w');
    const child = spawn(process.execPath, [this.program, ...commandLine], {
      cwd: options.workingDirectory ?? this.home,
      env: { HOME: this.home, AWS_ENDPOINT_URL: endpoint, ...options.environmentVariables },
      stdio: ['pipe', stdout, 'pipe'],
      timeout: 60_000,
    });
    options.onStart?.(child);
    // A process that is killed early does not read its input.
    child.stdin!.on('error', () => {});
    child.stdin!.end(options.stdin ?? '');
    if (typeof stdout === 'number') closeSync(stdout);
    return collect(child);
  }

  remove(): void {
    rmSync(this.home, { recursive: true, force: true });
  }
}

async function collect(child: ChildProcess): Promise<CliResult> {
  let stdout = '';
  let stderr = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  return { code, stdout, stderr };
}
