import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { BuildOptions } from 'esbuild';
import { SETTINGS_FILE } from '../../../lambda/notices/contract';
import type { NoticeSettings } from '../../notices/settings';
import { PACKAGE_ROOT, writeBundle, writeIfChanged } from '../bundle';

/**
 * esbuild's options for the function: one CommonJS file with the SDK clients, so that what is deployed is what was tested.
 * Lambda's own copy of the SDK is of an unknown version; a function that runs by the hour loads a bundle fast enough.
 */
const NOTICES_BUNDLE: BuildOptions = {
  entryPoints: ['lambda/notices/handler.ts'],
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
 * Bundles the function that sends notices, with the settings of an environment next to it, into a folder of `dist/notices`
 * and returns the folder. Its name follows from the settings, so that several environments may be built at once.
 *
 * @throws Error with esbuild's messages if the sources do not bundle
 */
export function buildNotices(settings: NoticeSettings): string {
  const text = Buffer.from(JSON.stringify(settings));
  const name = `${settings.environment}-${createHash('sha256').update(text).digest('hex').slice(0, 16)}`;
  const folder = writeBundle(join(PACKAGE_ROOT, 'dist/notices', name), NOTICES_BUNDLE);
  writeIfChanged(folder, SETTINGS_FILE, text);
  return folder;
}
