import { pathToFileURL } from 'node:url';
import type { BuildOptions } from 'esbuild';
import { PACKAGE_ROOT } from '../../package-root';
import { functionCode } from '../bundle';

/** Name of the function in the bundle, for Lambda. */
export const AUTHORIZER_HANDLER = 'index.handler';

/**
 * Memory of the function, which also sets its share of a CPU. With the share of 512 MB, the bundle's first request took
 * 62 ms; with 256 MB 162 ms; with 1024 MB 54 ms. It uses 63 MB.
 */
export const AUTHORIZER_MEMORY_MB = 512;

/** esbuild's options for the function: one CommonJS file. Nothing is minified, so that stack frames can be read. */
export const AUTHORIZER_BUNDLE: BuildOptions = {
  absWorkingDir: PACKAGE_ROOT,
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

/** esbuild's options for the function of gateways with a lockout, or that shed load. Only their bundle has any of this code. */
export const BRAKES_AUTHORIZER_BUNDLE: BuildOptions = {
  ...AUTHORIZER_BUNDLE,
  entryPoints: ['lambda/brakes-authorizer/handler.ts'],
};

/** esbuild's options for the function of gateways that accept bearer tokens. Only their bundle has any of its code. */
export const BEARER_AUTHORIZER_BUNDLE: BuildOptions = {
  ...AUTHORIZER_BUNDLE,
  entryPoints: ['lambda/bearer-authorizer/handler.ts'],
};

/** esbuild's options for a bundle that a debugger can map back to the sources, wherever the bundle is copied to. */
export const DEBUGGABLE: BuildOptions = {
  minify: false,
  sourcemap: 'inline',
  sourceRoot: pathToFileURL(`${PACKAGE_ROOT}/`).href,
};

/**
 * Returns the directory of the bundled authorizer.
 *
 * @param outDir folder for a new bundle, `dist/authorizer` by default; an installed package has a bundle
 * @param overrides of esbuild's options for a new bundle, such as {@link DEBUGGABLE}
 * @throws Error with esbuild's messages if the sources do not bundle
 */
export function buildAuthorizer(outDir?: string, overrides: BuildOptions = {}): string {
  return functionCode('authorizer', { ...AUTHORIZER_BUNDLE, ...overrides }, outDir);
}

/**
 * Returns the directory of the bundled authorizer with the stages of a lockout and of shedding.
 *
 * @param outDir folder for a new bundle, `dist/brakes-authorizer` by default; an installed package has a bundle
 * @param overrides of esbuild's options for a new bundle, such as {@link DEBUGGABLE}
 * @throws Error with esbuild's messages if the sources do not bundle
 */
export function buildBrakesAuthorizer(outDir?: string, overrides: BuildOptions = {}): string {
  return functionCode('brakes-authorizer', { ...BRAKES_AUTHORIZER_BUNDLE, ...overrides }, outDir);
}

/**
 * Returns the directory of the bundled authorizer that also accepts bearer tokens.
 *
 * @param outDir folder for a new bundle, `dist/bearer-authorizer` by default; an installed package has a bundle
 * @param overrides of esbuild's options for a new bundle, such as {@link DEBUGGABLE}
 * @throws Error with esbuild's messages if the sources do not bundle
 */
export function buildBearerAuthorizer(outDir?: string, overrides: BuildOptions = {}): string {
  return functionCode('bearer-authorizer', { ...BEARER_AUTHORIZER_BUNDLE, ...overrides }, outDir);
}
