import { createHash } from 'node:crypto';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SETTINGS_FILE } from '../../../lambda/notices/contract';
import type { NoticeSettings } from '../../notices/settings';
import { IS_INSTALLED, PACKAGE_ROOT } from '../../package-root';
import { functionCode, writeIfChanged } from '../bundle';

/**
 * Returns a directory with the bundled function that sends notices, and the settings of an environment next to it. Its
 * name follows from the settings, so that several environments may be built at once. The SDK clients are bundled, so that
 * what is deployed is what was tested: Lambda's own copy is of an unknown version.
 *
 * @throws Error with esbuild's messages if the sources do not bundle
 */
export function buildNotices(settings: NoticeSettings): string {
  const text = Buffer.from(JSON.stringify(settings));
  const name = `${settings.environment}-${createHash('sha256').update(text).digest('hex').slice(0, 16)}`;
  const folder = IS_INSTALLED
    ? copyOfBundle()
    : functionCode('notices', undefined, join(PACKAGE_ROOT, 'dist/notices', name));
  writeIfChanged(folder, SETTINGS_FILE, text);
  return folder;
}

/** Copies the bundle of an installed package, which may be read-only, into a temporary folder of this process. */
function copyOfBundle(): string {
  const folder = mkdtempSync(join(tmpdir(), 'aps-gateway-notices-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  copyFileSync(join(functionCode('notices'), 'index.js'), join(folder, 'index.js'));
  return folder;
}
