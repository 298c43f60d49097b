import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { SETTINGS_FILE } from '../../../lambda/notices/contract';
import type { NoticeSettings } from '../../notices/settings';
import { functionBundle, PACKAGE_ROOT, writeBundle, writeIfChanged } from '../bundle';

/**
 * Bundles the function that sends notices, with the settings of an environment next to it, into a folder of `dist/notices`
 * and returns the folder. Its name follows from the settings, so that several environments may be built at once. The SDK
 * clients are bundled, so that what is deployed is what was tested: Lambda's own copy is of an unknown version.
 *
 * @throws Error with esbuild's messages if the sources do not bundle
 */
export function buildNotices(settings: NoticeSettings): string {
  const text = Buffer.from(JSON.stringify(settings));
  const name = `${settings.environment}-${createHash('sha256').update(text).digest('hex').slice(0, 16)}`;
  const folder = writeBundle(join(PACKAGE_ROOT, 'dist/notices', name), functionBundle('lambda/notices/handler.ts'));
  writeIfChanged(folder, SETTINGS_FILE, text);
  return folder;
}
