import { join } from 'node:path';
import type { BuildOptions } from 'esbuild';
import { PACKAGE_ROOT, writeBundle } from '../bundle';

/** esbuild's options for the forwarder: one CommonJS file. */
const FORWARDER_BUNDLE: BuildOptions = {
  entryPoints: ['lambda/forwarder/handler.ts'],
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node22',
  minify: true,
  legalComments: 'none',
  logLevel: 'silent',
};

/**
 * Bundles the forwarder into `index.js` of a directory and returns the directory.
 *
 * @param outDir `dist/forwarder` of this package by default
 * @throws Error with esbuild's messages if the sources do not bundle
 */
export function buildForwarder(outDir: string = join(PACKAGE_ROOT, 'dist/forwarder')): string {
  return writeBundle(outDir, FORWARDER_BUNDLE);
}
