import { chmodSync, copyFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BuildOptions } from 'esbuild';
import { buildConsole } from '../console/build-console';
import { copyAssets } from '../kit/assets';
import type { Bundler } from '../package/bundler';
import { buildVendored, externalPackages } from '../package/vendored';

const shared: BuildOptions = {
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  // Node.js loads a file by require() faster than by import().
  supported: { 'dynamic-import': false },
};

/** Files with SDK operations and their folders, each bundled separately: most commands load only the first. */
export const SDK_BUNDLES = [
  ['onboarding', 'aws-sdk'],
  ['onboarding', 'cloudtrail-sdk'],
  ['onboarding', 'failures-sdk'],
  ['onboarding', 'logs-sdk'],
  ['onboarding', 'shedding-sdk'],
  ['notices', 'notices-sdk'],
  ['preflight', 'account-sdk'],
  ['status', 'status-sdk'],
] as const;

/** The kit's page, as the kit requires it: with preact, which has only ES modules. */
const KIT_PAGE = 'page/kit-page';

/** The local gateway, for `start`: with the library that stands in for DynamoDB, and others that no other command needs. */
const LOCAL_GATEWAY = 'serve-on-terminal';

/** Files that programs require by these names, and that lie in the same folder. */
const BESIDE = [...SDK_BUNDLES.map(([, name]) => name), KIT_PAGE, `${LOCAL_GATEWAY}.js`].map((name) => `./${name}`);

/**
 * Builds the CLI into a folder. Its packages are bundled into files of their own, which commands load when they use them.
 *
 * @returns the file to run
 */
export function buildCli(bundler: Bundler, folder: string): string {
  const program = join(folder, 'aps-gateway.js');
  const entryPoints = ['bin/aps-gateway.ts', `bin/${LOCAL_GATEWAY}.ts`];
  const packages = externalPackages(bundler, { ...shared, entryPoints, external: BESIDE });
  const vendored = buildVendored(bundler, packages, { ...shared, folder });
  const options = { ...shared, alias: vendored.alias, external: [...vendored.external, ...BESIDE] };
  // Small, so that it starts fast.
  bundler.build({
    ...options,
    entryPoints: [entryPoints[0]!],
    outfile: program,
    banner: { js: '#!/usr/bin/env node' },
  });
  chmodSync(program, 0o755);
  bundler.build({ ...options, entryPoints: [entryPoints[1]!], outfile: join(folder, `${LOCAL_GATEWAY}.js`) });
  copyFileSync(join(bundler.root, 'lib/local/function/worker.cjs'), join(folder, 'worker.cjs'));

  // The SDK loads faster from a bundle than from its packages.
  for (const [room, name] of SDK_BUNDLES) {
    bundler.build({
      ...shared,
      entryPoints: [`lib/${room}/adapters/${name}.ts`],
      outfile: join(folder, `${name}.js`),
      mainFields: ['module', 'main'],
      minify: true,
      legalComments: 'none',
    });
  }
  buildConsole(bundler.root, join(folder, 'console'), bundler);
  bundler.build({
    ...shared,
    entryPoints: [`lib/kit/${KIT_PAGE}.tsx`],
    outfile: join(folder, `${KIT_PAGE}.js`),
    minify: true,
    legalComments: 'none',
  });
  copyAssets(folder);
  return program;
}
