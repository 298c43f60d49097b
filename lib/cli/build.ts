import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { buildConsole } from '../console/build-console';
import { copyAssets } from '../kit/assets';
import { type BuildOptions, buildSync } from 'esbuild';

const shared: BuildOptions = { bundle: true, platform: 'node', target: 'node20', format: 'cjs', logLevel: 'warning' };

/** Files with SDK operations and their folders, each bundled separately: most commands load only the first. */
const SDK_BUNDLES = [
  ['onboarding', 'aws-sdk'],
  ['onboarding', 'cloudtrail-sdk'],
  ['onboarding', 'logs-sdk'],
  ['notices', 'notices-sdk'],
  ['preflight', 'account-sdk'],
  ['status', 'status-sdk'],
] as const;

/** The kit's page, as the kit requires it: with preact, which has only ES modules. */
const KIT_PAGE = 'page/kit-page';

/**
 * Builds the CLI into a folder below the project's root, which is where its packages are found.
 *
 * @returns the file to run
 */
export function buildCli(root: string, folder: string): string {
  // The CLI itself, small, so that it starts fast; packages are loaded by the commands that use them.
  const program = join(folder, 'aps-gateway.js');
  buildSync({
    ...shared,
    entryPoints: [join(root, 'bin', 'aps-gateway.ts')],
    outfile: program,
    banner: { js: '#!/usr/bin/env node' },
    packages: 'external',
    // The adapters import it by this name, and it is in the same folder as the program.
    external: [...SDK_BUNDLES.map(([, name]) => `./${name}`), `./${KIT_PAGE}`],
  });
  chmodSync(program, 0o755);

  // The SDK loads faster from a bundle than from its packages.
  for (const [room, name] of SDK_BUNDLES) {
    buildSync({
      ...shared,
      entryPoints: [join(root, 'lib', room, 'adapters', `${name}.ts`)],
      outfile: join(folder, `${name}.js`),
      mainFields: ['module', 'main'],
      minify: true,
      legalComments: 'none',
    });
  }
  buildConsole(root, join(folder, 'console'));
  buildSync({
    ...shared,
    entryPoints: [join(root, 'lib/kit', `${KIT_PAGE}.tsx`)],
    outfile: join(folder, `${KIT_PAGE}.js`),
    minify: true,
    legalComments: 'none',
  });
  copyAssets(folder);
  return program;
}
