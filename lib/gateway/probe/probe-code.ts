import { join } from 'node:path';
import type { BuildOptions } from 'esbuild';
import { PACKAGE_ROOT, writeBundle } from '../bundle';

/** esbuild's options for the probe: one CommonJS file. */
const PROBE_BUNDLE: BuildOptions = {
  entryPoints: ['lambda/probe/handler.ts'],
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node22',
  mainFields: ['module', 'main'],
  minify: true,
  legalComments: 'none',
  logLevel: 'silent',
};

/**
 * Bundles the probe into `index.js` of `dist/probe` of this package and returns the directory.
 *
 * @throws Error with esbuild's messages if the sources do not bundle
 */
export function buildProbe(): string {
  return writeBundle(join(PACKAGE_ROOT, 'dist/probe'), PROBE_BUNDLE);
}
