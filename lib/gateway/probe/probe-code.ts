import { functionCode } from '../bundle';

/**
 * Returns the directory of the bundled probe.
 *
 * @throws Error with esbuild's messages if the sources do not bundle
 */
export function buildProbe(): string {
  return functionCode('probe');
}
