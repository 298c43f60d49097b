import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import packageJson from '../../package.json';
import { pack, type Packed } from './pack';
import { succeed } from './steps';

/** Everything from which the package is built: no `dist`. */
const SOURCES = [
  'bin',
  'lib',
  'lambda',
  'templates',
  'config',
  'docs',
  'cdk.json',
  'package.json',
  'package-lock.json',
];
/** Documents in the root. */
const DOCUMENTS = ['LICENSE', 'README.md', ...packageJson.files.filter((name) => /^[^/]+\.md$/.test(name))];
const SETTINGS = ['tsconfig.json', 'tsconfig.package.json', '.npmrc', 'node_modules'];

/** Packs the package again in another folder that has no `dist`: the tarballs have the same bytes. */
export function checkReproducible(root: string, folder: string, first: Packed): void {
  // Hard links: copying the packages would take longer than everything else.
  succeed(root, 'cp', '-rl', ...SOURCES, ...DOCUMENTS, ...SETTINGS, folder);
  const again = pack(folder, folder);
  const [before, after] = [pathsOf(first), pathsOf(again)];
  assert.deepEqual(after, before, 'a build from clean makes other files than a build in this folder');
  const different = before.filter((path) => !readFileSync(join(root, path)).equals(readFileSync(join(folder, path))));
  assert.deepEqual(different, [], 'files that differ between two builds');
  assert.ok(readFileSync(first.file).equals(readFileSync(again.file)), 'the tarballs differ, but not in their files');
}

function pathsOf({ files }: Packed): string[] {
  return files.map(({ path }) => path).toSorted();
}
