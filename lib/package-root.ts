import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Name under which this package is installed. */
export const PACKAGE_NAME = '@aps-reseller-gateway/gateway';

/**
 * Folder of this package's `package.json`: the same for its sources, for the compiled code in `dist`, and for an app that is
 * bundled into one file next to an installed package.
 */
export const PACKAGE_ROOT = rootAbove(__dirname) ?? installedRoot();

/** True for a package as it is published: it has the bundles of the functions, and none of their sources. */
export const IS_INSTALLED = !existsSync(join(PACKAGE_ROOT, 'lambda'));

/** Version of this package. */
export const PACKAGE_VERSION = manifestOf(PACKAGE_ROOT)?.version ?? '';

interface Manifest {
  readonly name: string;
  readonly version: string;
}

function rootAbove(folder: string): string | undefined {
  if (manifestOf(folder)?.name === PACKAGE_NAME) return folder;
  return dirname(folder) === folder ? undefined : rootAbove(dirname(folder));
}

function manifestOf(folder: string): Manifest | undefined {
  const file = join(folder, 'package.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Manifest) : undefined;
}

/** @throws Error when an app was bundled without this package at hand */
function installedRoot(): string {
  try {
    return dirname(createRequire(join(__dirname, 'any.js')).resolve(`${PACKAGE_NAME}/package.json`));
  } catch (cause) {
    const remedy = `Install ${PACKAGE_NAME} where the app runs, or leave it out of the app's bundle (esbuild: external).`;
    throw new Error(`Found no ${PACKAGE_NAME} from ${__dirname}. ${remedy}`, { cause });
  }
}
