import { zipSync } from 'fflate';
import type { KitFiles } from './kit-files';

/** Mode bits of a file, in the upper half of a ZIP entry's external attributes where the entry was made on Unix. */
const UNIX = 3;
const MODE_SHIFT = 16;

/**
 * Packs a kit into a ZIP archive.
 *
 * @param folder the folder in the archive that holds the files
 */
export function kitArchive(folder: string, files: KitFiles): Uint8Array {
  const entries = [...files].map(([name, content]) => {
    const mode = name.endsWith('.sh') ? 0o100755 : 0o100644;
    return [`${folder}/${name}`, [Buffer.from(content), { os: UNIX, attrs: mode << MODE_SHIFT }]] as const;
  });
  return zipSync(Object.fromEntries(entries) as unknown as Parameters<typeof zipSync>[0]);
}
