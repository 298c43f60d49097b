import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BuildOptions } from 'esbuild';
import { buildCli } from '../cli/build';
import {
  AUTHORIZER_BUNDLE,
  BEARER_AUTHORIZER_BUNDLE,
  BRAKES_AUTHORIZER_BUNDLE,
} from '../gateway/authorizer/authorizer-code';
import { FUNCTION_NAMES, functionBundle, type FunctionName } from '../gateway/bundle';
import { Bundler } from './bundler';
import { compileModules, pruneDeclarations } from './compile';
import { packageSbom } from './sbom';
import { shippedPackages, thirdPartyNotices } from './shipped';

/** Entry points with declarations, as `exports` in package.json names them. */
const DECLARED = ['dist/lib/index.d.ts', 'dist/lib/onboarding/index.d.ts', 'dist/lib/oauth1/index.d.ts'];

/** Bundles that are not minified. */
const READABLE: Partial<Record<FunctionName, BuildOptions>> = {
  authorizer: AUTHORIZER_BUNDLE,
  'bearer-authorizer': BEARER_AUTHORIZER_BUNDLE,
  'brakes-authorizer': BRAKES_AUTHORIZER_BUNDLE,
};

/** Builds everything that the published package holds into `dist` of a project. */
export function buildPackage(root: string): void {
  const bundler = new Bundler(root);
  const dist = join(root, 'dist');
  compileModules(bundler);
  pruneDeclarations(root, DECLARED);
  const functions = join(dist, 'functions');
  for (const folder of [functions, join(dist, 'vendor')]) rmSync(folder, { recursive: true, force: true });
  // Bundles of earlier sources would be packed as well.
  for (const name of readdirSync(dist)) if (name.endsWith('-sdk.js')) rmSync(join(dist, name));
  buildCli(bundler, dist);
  for (const name of FUNCTION_NAMES) {
    const options = READABLE[name] ?? functionBundle(name);
    bundler.build({ ...options, absWorkingDir: root, outfile: join(functions, name, 'index.js') });
  }
  const bundled = shippedPackages(root, bundler.inputs);
  writeFileSync(join(dist, 'THIRD-PARTY-NOTICES.txt'), thirdPartyNotices(bundled));
  writeFileSync(join(dist, 'sbom.cdx.json'), packageSbom(root, bundled));
}
