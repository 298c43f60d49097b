import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type AppFile, appFiles, withCdkCommand } from '../../init/app-files';
import { OnboardingError } from '../../onboarding/errors';
import { PACKAGE_NAME, PACKAGE_ROOT } from '../../package-root';
import { CDK_VERSION } from '../../init/cdk-version';

/** Everything that a new app gets. */
export interface NewApp {
  readonly files: readonly AppFile[];
  /** New text of package.json; `undefined` if it stays as it is. */
  readonly manifest: string | undefined;
}

const NAME = /^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,59}$/u;

/**
 * Makes the files of a new app, and writes none.
 *
 * @throws OnboardingError `usage` for an unusable name or a folder without package.json; `conflict` if a file exists
 */
export function newApp(folder: string, name: string): NewApp {
  if (!NAME.test(name)) {
    const allowed =
      'at most 60 letters, digits, spaces, dots, hyphens and underscores, starting with a letter or digit';
    throw new OnboardingError('usage', `name: got ${JSON.stringify(name)}, expected ${allowed}`);
  }
  const manifest = join(folder, 'package.json');
  if (!existsSync(manifest)) {
    const remedy = `Run these first: npm init -y && npm install ${PACKAGE_NAME}`;
    throw new OnboardingError('usage', `This folder has no package.json. ${remedy}`);
  }
  const files = appFiles(name, PACKAGE_ROOT);
  const taken = files.map(({ file }) => file).filter((file) => existsSync(join(folder, file)));
  if (taken.length > 0) {
    const remedy = 'Nothing was written. Move them away, or run the command in another folder.';
    throw new OnboardingError('conflict', `These files exist: ${taken.join(', ')}. ${remedy}`);
  }
  return { files, manifest: withCdkCommand(readFileSync(manifest, 'utf8'), CDK_VERSION) };
}

/** Writes a new app. */
export function writeApp(folder: string, { files, manifest }: NewApp): void {
  for (const { file, text } of files) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text, { flag: 'wx' });
  }
  if (manifest !== undefined) writeFileSync(join(folder, 'package.json'), manifest);
}
