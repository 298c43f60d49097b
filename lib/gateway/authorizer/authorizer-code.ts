import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildSync, type BuildOptions } from 'esbuild';

const ROOT = resolve(__dirname, '../../..');

/** The name by which Lambda finds the function in the bundle. */
export const AUTHORIZER_HANDLER = 'index.handler';

/**
 * Memory of the function, and with it its share of a CPU. Held to the share that 512 MB gets, the bundle's first
 * request took 62 ms, of 256 MB 162 ms, of 1024 MB 54 ms; it fills 63 MB.
 */
export const AUTHORIZER_MEMORY_MB = 512;

/** esbuild's options for the function: one CommonJS file. Nothing is minified, so that stack frames can be read. */
export const AUTHORIZER_BUNDLE: BuildOptions = {
  absWorkingDir: ROOT,
  entryPoints: ['lambda/authorizer/handler.ts'],
  bundle: true,
  platform: 'node',
  // CommonJS loads faster than ESM on Lambda's Node.js, whose ESM facade of node:http touches every export.
  format: 'cjs',
  target: 'node22',
  // Only ESM sources can be tree-shaken; what "main" names is CommonJS.
  mainFields: ['module', 'main'],
  legalComments: 'none',
  logLevel: 'silent',
};

/** esbuild's options for a bundle that a debugger can map back to the sources, wherever the bundle is copied to. */
export const DEBUGGABLE: BuildOptions = {
  minify: false,
  sourcemap: 'inline',
  sourceRoot: pathToFileURL(`${ROOT}/`).href,
};

/**
 * Bundles the authorizer into `index.js` of a directory and gives the directory. The file is replaced in one step and
 * only when it changes, so that several processes may build at once and an asset's hash stays.
 *
 * @param outDir `dist/authorizer` of this package by default
 * @param overrides of esbuild's options, such as {@link DEBUGGABLE}
 * @throws Error with esbuild's messages when the sources do not bundle
 */
export function buildAuthorizer(outDir: string = join(ROOT, 'dist/authorizer'), overrides: BuildOptions = {}): string {
  const bundle = buildSync({ ...AUTHORIZER_BUNDLE, ...overrides, write: false }).outputFiles[0]!.contents;
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
