import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { EnvironmentConfig } from '../../config/environment';
import { OnboardingError } from '../../onboarding/errors';
import type { Context } from '../context';
import { readConfiguration } from '../resellers';

const run = promisify(execFile);
const GIT = /^git:([^-].*)$/s;

/**
 * Reads an environment from another folder, or as it was at a revision of the Git repository.
 *
 * @param from a folder that holds environments, or `git:` and a revision
 * @param configRoot the folder that holds the environments now; the one that is read at the revision
 * @throws OnboardingError `usage` for a revision that cannot be read, and with every problem of the files
 */
export async function configurationAt(context: Context, from: string, configRoot: string): Promise<EnvironmentConfig> {
  const [, revision] = GIT.exec(from) ?? [];
  if (revision === undefined) return readConfiguration(context, from);
  const folder = await mkdtemp(join(tmpdir(), 'aps-gateway-'));
  try {
    await checkOut(revision, resolve(context.io.workingDirectory, configRoot), folder);
    return readConfiguration(context, join(folder, 'config'));
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Writes a folder as it was at a revision; uses an index of its own, so the repository stays as it is. */
async function checkOut(revision: string, configRoot: string, folder: string): Promise<void> {
  const options = { cwd: configRoot, env: { ...process.env, GIT_INDEX_FILE: join(folder, 'index') } };
  try {
    const { stdout } = await run('git', ['rev-parse', '--show-toplevel'], options);
    await run('git', ['read-tree', `${revision}:./`], options);
    const target = `--prefix=${join(folder, 'config')}/`;
    await run('git', ['checkout-index', '--all', target], { ...options, cwd: stdout.trimEnd() });
  } catch (error) {
    const { stderr = '' } = error as { readonly stderr?: string };
    const [problem = ''] = stderr.split('\n').filter(Boolean);
    throw new OnboardingError(
      'usage',
      `--from: cannot read ${configRoot} at the revision ${JSON.stringify(revision)}: ${problem || 'git does not run here'}`,
      { cause: error },
    );
  }
}
