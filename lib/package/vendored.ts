import { readFileSync } from 'node:fs';
import { builtinModules, createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import type { BuildOptions } from 'esbuild';
import type { Bundler } from './bundler';
import { dependencies, peerDependencies } from '../../package.json';

/** Packages that are installed next to this one, and esbuild, which only a clone has and needs. */
const INSTALLED = [...Object.keys(dependencies), ...Object.keys(peerDependencies), 'esbuild'];

/** dynalite loads its store on disk, with native code, even if it keeps its tables in memory. */
const REPLACED = { level: 'memory-level' };

/** Returns the packages that a bundle would import and that are not installed with this package. */
export function externalPackages(bundler: Bundler, options: BuildOptions): readonly string[] {
  const { metafile } = bundler.build({ ...options, packages: 'external', write: false, outdir: 'dist' });
  const imported = Object.values(metafile.outputs).flatMap(({ imports }) => imports.filter(({ external }) => external));
  return [...new Set(imported.map(({ path }) => path))].filter((path) => !isInstalled(path)).toSorted();
}

/** Tests whether an import needs nothing of its own: a file, a module of Node.js, or a package that is installed as well. */
export function isInstalled(path: string): boolean {
  if (path.startsWith('.') || path.startsWith('node:') || builtinModules.includes(path)) return true;
  return INSTALLED.some((name) => path === name || path.startsWith(`${name}/`));
}

/**
 * Bundles each package into a file of `vendor/` of a folder, which programs in that folder load when they need it.
 *
 * @returns options with which a bundle in the folder finds them
 */
export function buildVendored(
  bundler: Bundler,
  packages: readonly string[],
  { folder, ...shared }: BuildOptions & { readonly folder: string },
): { readonly alias: Record<string, string>; readonly external: readonly string[] } {
  const files = packages.map((name) => [name, `./vendor/${name.replaceAll('/', '-')}.js`] as const);
  for (const [name, file] of files) {
    bundler.build({
      ...shared,
      stdin: entryOf(name, bundler.root),
      outfile: join(folder, file),
      alias: REPLACED,
      minify: true,
      legalComments: 'none',
    });
  }
  return { alias: Object.fromEntries(files), external: ['./vendor/*', ...INSTALLED] };
}

/** The module that a bundle of a package starts with. */
function entryOf(name: string, root: string): NonNullable<BuildOptions['stdin']> {
  if (name !== 'dynalite') return { contents: `module.exports = require(${JSON.stringify(name)});`, resolveDir: root };
  // Its modules are loaded by names without their ending, which esbuild does not find in a folder.
  const file = createRequire(join(root, 'package.json')).resolve(name);
  const contents = readFileSync(file, 'utf8').replaceAll(/(require\('\.\/\w+\/' \+ action)\)/g, "$1 + '.js')");
  return { contents, resolveDir: dirname(file), sourcefile: basename(file) };
}
