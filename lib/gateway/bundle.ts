import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type * as Esbuild from 'esbuild';
import type { BuildOptions } from 'esbuild';
import { IS_INSTALLED, PACKAGE_ROOT } from '../package-root';

/** Functions that this package deploys; each is a folder of `lambda/`. */
export const FUNCTION_NAMES = [
  'authorizer',
  'brakes-authorizer',
  'bearer-authorizer',
  'forwarder',
  'notices',
  'probe',
] as const;
export type FunctionName = (typeof FUNCTION_NAMES)[number];

/** esbuild's options for a small function: one CommonJS file, minified. */
export function functionBundle(name: FunctionName): BuildOptions {
  return {
    entryPoints: [`lambda/${name}/handler.ts`],
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
 * Returns the directory of a function's bundle, `index.js`. An installed package has it already; a clone bundles its sources.
 *
 * @param outDir folder for a new bundle; `dist` has one for each function
 * @throws Error with esbuild's messages if the sources do not bundle
 */
export function functionCode(
  name: FunctionName,
  options: BuildOptions = functionBundle(name),
  outDir: string = join(PACKAGE_ROOT, 'dist', name),
): string {
  return IS_INSTALLED ? join(PACKAGE_ROOT, 'dist/functions', name) : writeBundle(outDir, options);
}

/**
 * Bundles a function into `index.js` of a directory and returns the directory. The file is replaced in one step, and
 * only if it changes, so that several processes may build at once and an asset keeps its hash.
 *
 * @throws Error with esbuild's messages if the sources do not bundle
 */
export function writeBundle(outDir: string, options: BuildOptions): string {
  // Only a clone has esbuild.
  const { buildSync } = createRequire(__filename)('esbuild') as typeof Esbuild;
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
