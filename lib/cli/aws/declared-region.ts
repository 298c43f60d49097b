import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeText } from '../../files/decode-text';

/**
 * Reads the region that an environment declares, and nothing else of its platform.yaml. Commands that work on the
 * configuration report mistakes in it; a mistake must not keep operators from managing consumers.
 */
export async function declaredRegion(configRoot: string, environment: string): Promise<string | undefined> {
  const bytes = await readFile(join(configRoot, environment, 'platform.yaml')).catch(() => undefined);
  const read = bytes && decodeText(bytes);
  if (!read || !('text' in read)) return undefined;
  const { parseDocument } = await import('yaml');
  const region = parseDocument(read.text).get('region');
  return typeof region === 'string' && region !== '' ? region : undefined;
}
