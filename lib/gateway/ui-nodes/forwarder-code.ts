import { functionCode } from '../bundle';

/**
 * Returns the directory of the bundled forwarder.
 *
 * @param outDir folder for a new bundle, `dist/forwarder` by default; an installed package has a bundle
 * @throws Error with esbuild's messages if the sources do not bundle
 */
export function buildForwarder(outDir?: string): string {
  return functionCode('forwarder', undefined, outDir);
}
