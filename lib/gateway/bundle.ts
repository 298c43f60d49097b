import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { buildSync, type BuildOptions } from 'esbuild';

/** Root of this package, from which bundles are built. */
export const PACKAGE_ROOT = resolve(__dirname, '../..');

/** esbuild's options for a small function: one CommonJS file, minified. */
export function functionBundle(entryPoint: string): BuildOptions {
  return {
    entryPoints: [entryPoint],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    mainFields: ['module', 'main'],
    minify: true,
    legalComments: 'none',
    logLevel: 'silent',
  };
}

/**
 * Bundles a function into `index.js` of a directory and returns the directory. The file is replaced in one step, and
 * only if it changes, so that several processes may build at once and an asset keeps its hash.
 *
 * @throws Error with esbuild's messages if the sources do not bundle
 */
export function writeBundle(outDir: string, options: BuildOptions): string {
  const bundle = buildSync({ ...options, absWorkingDir: PACKAGE_ROOT, write: false }).outputFiles[0]!.contents;
  writeIfChanged(outDir, 'index.js', bundle);
  return outDir;
}

/** Writes a file of a folder in one step, and only if its content changes. */
export function writeIfChanged(folder: string, name: string, content: Uint8Array): void {
  const file = join(folder, name);
  if (existsSync(file) && readFileSync(file).equals(content)) return;

  mkdirSync(folder, { recursive: true });
  const temporary = join(folder, `.${randomUUID()}.${name}`);
  try {
    writeFileSync(temporary, content);
    renameSync(temporary, file);
  } finally {
    rmSync(temporary, { force: true });
  }
}
