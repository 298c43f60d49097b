import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { buildSync, type BuildOptions } from 'esbuild';

/** Root of this package, from which bundles are built. */
export const PACKAGE_ROOT = resolve(__dirname, '../..');

/**
 * Bundles a function into `index.js` of a directory and returns the directory. The file is replaced in one step, and
 * only if it changes, so that several processes may build at once and an asset keeps its hash.
 *
 * @throws Error with esbuild's messages if the sources do not bundle
 */
export function writeBundle(outDir: string, options: BuildOptions): string {
  const bundle = buildSync({ ...options, absWorkingDir: PACKAGE_ROOT, write: false }).outputFiles[0]!.contents;
  const file = join(outDir, 'index.js');
  if (existsSync(file) && readFileSync(file).equals(bundle)) return outDir;

  mkdirSync(outDir, { recursive: true });
  const temporary = join(outDir, `.index.${randomUUID()}.js`);
  try {
    writeFileSync(temporary, bundle);
    renameSync(temporary, file);
  } finally {
    rmSync(temporary, { force: true });
  }
  return outDir;
}
