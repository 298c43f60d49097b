import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { SDK_BUNDLES } from '../cli/build';
import type { Bundler } from './bundler';
import { isInstalled } from './vendored';

/** Folders of `dist` that TypeScript fills. */
const COMPILED = ['bin', 'lambda', 'lib'];

/**
 * Compiles the modules that the package exports into `dist`, with declarations. A module that imports a package that is not
 * installed with this one is bundled with it.
 *
 * @throws Error with the compiler's messages
 */
export function compileModules(bundler: Bundler): void {
  const { root } = bundler;
  const dist = join(root, 'dist');
  for (const folder of COMPILED) rmSync(join(dist, folder), { recursive: true, force: true });
  const tsc = join(dirname(createRequire(__filename).resolve('typescript/package.json')), 'bin/tsc');
  execFileSync(process.execPath, [tsc, '-p', 'tsconfig.package.json'], { cwd: root, stdio: 'inherit' });
  const modules = COMPILED.flatMap((folder) => filesBelow(join(dist, folder), '.js'));
  for (const module of modules.filter(importsOthers)) bundlePackages(bundler, module);
}

const IMPORTED = /\b(?:require|import)\("([^"]+)"\)/g;

function importsOthers(module: string): boolean {
  return [...readFileSync(module, 'utf8').matchAll(IMPORTED)].some(([, name = '']) => !isInstalled(name));
}

function bundlePackages(bundler: Bundler, module: string): void {
  const source = relative(join(bundler.root, 'dist'), module).replace(/\.js$/, '.ts');
  const sdk = SDK_BUNDLES.find(([room, name]) => source === `lib/${room}/adapters/${name}.ts`);
  if (sdk) {
    const bundle = JSON.stringify(`../../../${sdk[1]}.js`);
    return writeFileSync(module, `module.exports = require(${bundle});\n`);
  }
  const relativeImports = [...readFileSync(module, 'utf8').matchAll(IMPORTED)].filter(([, name = '']) =>
    name.startsWith('.'),
  );
  if (relativeImports.length > 0)
    throw new Error(
      `${source} imports a package that is bundled, and also modules: give the package a module of its own.`,
    );
  bundler.build({
    entryPoints: [source],
    outfile: module,
    allowOverwrite: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    legalComments: 'none',
  });
}

/** Removes declarations that no entry point reaches: they may name packages that are not installed. */
export function pruneDeclarations(root: string, entries: readonly string[]): void {
  const reached = new Set<string>();
  const visit = (file: string) => {
    if (reached.has(file)) return;
    reached.add(file);
    for (const [, name = ''] of readFileSync(file, 'utf8').matchAll(/(?:from |import\()['"](\.[^'"]*)['"]/g)) {
      const target = join(dirname(file), name.replace(/\.[jt]s$/, ''));
      visit([`${target}.d.ts`, join(target, 'index.d.ts')].find((path) => existsSync(path)) ?? fail(file, name));
    }
  };
  for (const entry of entries) visit(join(root, entry));
  for (const file of COMPILED.flatMap((folder) => filesBelow(join(root, 'dist', folder), '.d.ts')))
    if (!reached.has(file)) rmSync(file);
}

function fail(file: string, name: string): never {
  throw new Error(`${file} imports ${name}, which has no declaration.`);
}

function filesBelow(folder: string, ending: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending))
    .map((name) => join(folder, name));
}
