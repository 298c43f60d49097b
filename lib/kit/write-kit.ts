import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { KitFiles } from './kit-files';

/** Marks a folder as a kit, which the next one may replace. */
const MARKER = '.aps-gateway-kit';

/** The folder holds something other than a kit. */
export class NotAKitError extends Error {
  override readonly name = 'NotAKitError';
}

/**
 * Checks that a folder may be written: it is missing, empty, or a kit that {@link writeKit} wrote.
 *
 * @throws NotAKitError
 */
export async function requireKitFolder(folder: string): Promise<void> {
  const names = await namesIn(folder);
  if (names.length > 0 && !names.includes(MARKER)) throw new NotAKitError();
}

/**
 * Writes a kit, whole or not at all: into a new folder next to it, which then takes its name. An earlier kit is replaced.
 *
 * @throws NotAKitError for a folder with other files, and errors of the file system
 */
export async function writeKit(folder: string, files: KitFiles): Promise<void> {
  await requireKitFolder(folder);
  await mkdir(dirname(folder), { recursive: true });
  const next = join(dirname(folder), `.${basename(folder)}-${randomBytes(6).toString('hex')}`);
  const previous = `${next}-old`;
  try {
    await mkdir(next);
    await writeFile(join(next, MARKER), 'aps-gateway kit replaces this folder.\n');
    for (const [name, content] of files) {
      const path = join(next, name);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, content, { mode: name.endsWith('.sh') ? 0o755 : 0o644 });
    }
    const existed = await moved(folder, previous);
    try {
      await rename(next, folder);
    } catch (error) {
      if (existed) await rename(previous, folder);
      throw error;
    }
  } finally {
    await rm(next, { recursive: true, force: true });
    await rm(previous, { recursive: true, force: true });
  }
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return [];
    // A file of that name is not a kit.
    if (codeOf(error) === 'ENOTDIR') throw new NotAKitError();
    throw error;
  }
}

async function moved(folder: string, to: string): Promise<boolean> {
  try {
    await rename(folder, to);
    return true;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
