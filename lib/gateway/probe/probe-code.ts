import { join } from 'node:path';
import { functionBundle, PACKAGE_ROOT, writeBundle } from '../bundle';

/**
 * Bundles the probe into `index.js` of `dist/probe` of this package and returns the directory.
 *
 * @throws Error with esbuild's messages if the sources do not bundle
 */
export function buildProbe(): string {
  return writeBundle(join(PACKAGE_ROOT, 'dist/probe'), functionBundle('lambda/probe/handler.ts'));
}
