import { join } from 'node:path';
import { functionBundle, PACKAGE_ROOT, writeBundle } from '../bundle';

/**
 * Bundles the forwarder into `index.js` of a directory and returns the directory.
 *
 * @param outDir `dist/forwarder` of this package by default
 * @throws Error with esbuild's messages if the sources do not bundle
 */
export function buildForwarder(outDir: string = join(PACKAGE_ROOT, 'dist/forwarder')): string {
  return writeBundle(outDir, functionBundle('lambda/forwarder/handler.ts'));
}
