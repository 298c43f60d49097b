import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Packed } from './pack';
import { succeed } from './steps';

/** Files from which the package is built. */
const SOURCES = ['bin', 'lib', 'lambda', 'templates', 'config', 'package.json', 'package-lock.json', 'cdk.json'];
const SETTINGS = ['tsconfig.json', 'tsconfig.package.json', '.npmrc', 'node_modules'];

/** Builds the package again in another folder, and compares every file that a build makes. */
export function checkReproducible(root: string, folder: string, { files }: Packed): void {
  // Hard links: copying the packages would take longer than everything else.
  succeed(root, 'cp', '-rl', ...SOURCES, ...SETTINGS, folder);
  succeed(folder, 'npm', 'run', '--silent', 'build:package');
  const different = files
    .map(({ path }) => path)
    .filter((path) => path.startsWith('dist/'))
    .filter((path) => !readFileSync(join(root, path)).equals(readFileSync(join(folder, path))));
  assert.deepEqual(different, [], 'files that differ between two builds');
}
