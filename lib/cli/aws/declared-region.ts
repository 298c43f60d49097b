import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * The region that an environment declares. Reads nothing else of its platform.yaml: what is wrong there is told by
 * the commands that work on the configuration, and must not keep operators from their consumers.
 */
export async function declaredRegion(configRoot: string, environment: string): Promise<string | undefined> {
  const text = await readFile(join(configRoot, environment, 'platform.yaml'), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const { parseDocument } = await import('yaml');
  const region = parseDocument(text).get('region');
  return typeof region === 'string' && region !== '' ? region : undefined;
}
