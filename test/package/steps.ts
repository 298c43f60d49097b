import { spawnSync } from 'node:child_process';

/** Result of a command that ended. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command in a folder, at most three minutes. */
export function run(folder: string, command: string, ...words: readonly string[]): Ended {
  // Without what npm adds when this script runs under it: the commands are those of another project.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('npm_')));
  const { status, stdout, stderr, error } = spawnSync(command, words, {
    cwd: folder,
    env: { ...env, CI: '1' },
    encoding: 'utf8',
    timeout: 180_000,
    maxBuffer: 64 * 1024 * 1024,
  });
  if (error) throw error;
  return { code: status, stdout, stderr };
}

/**
 * Runs a command that must succeed, and returns its standard output.
 *
 * @throws Error with what it printed
 */
export function succeed(folder: string, command: string, ...words: readonly string[]): string {
  const { code, stdout, stderr } = run(folder, command, ...words);
  if (code !== 0)
    throw new Error(`${[command, ...words].join(' ')} ended with ${code} in ${folder}:\n${stdout}${stderr}`);
  return stdout;
}
