import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { version } from 'esbuild';
import { buildCli } from '../../../lib/cli/build';
import { Bundler } from '../../../lib/package/bundler';

const ROOT = join(__dirname, '..', '..', '..');
const BUILDS = join(ROOT, 'dist', 'test-cli');
const SOURCES = ['bin', 'lambda', 'lib'];
const HOUR_MS = 3_600_000;

/**
 * Returns the file of the built CLI. The same sources, packages and esbuild are built once, which takes a second of CPU
 * time. The folder gets its name when it is complete, so that workers may build at the same time.
 */
export function builtProgram(): string {
  const folder = join(BUILDS, inputsHash());
  if (!existsSync(folder)) build(folder);
  return join(folder, 'aps-gateway.js');
}

function build(folder: string): void {
  mkdirSync(BUILDS, { recursive: true });
  removeEarlierBuilds();
  const incomplete = join(BUILDS, randomUUID());
  buildCli(new Bundler(ROOT), incomplete);
  try {
    renameSync(incomplete, folder);
  } catch (error) {
    rmSync(incomplete, { recursive: true });
    // Another worker was faster.
    if (!existsSync(folder)) throw error;
  }
}

/** Removes builds of other sources, unless tests may still run them. */
function removeEarlierBuilds(): void {
  for (const name of readdirSync(BUILDS)) {
    const found = join(BUILDS, name);
    const modified = statSync(found, { throwIfNoEntry: false })?.mtimeMs ?? 0;
    if (Date.now() - modified > HOUR_MS) rmSync(found, { recursive: true, force: true });
  }
}

/** Hashes everything that decides on the bytes of a build. */
function inputsHash(): string {
  const hash = createHash('sha256').update(version);
  for (const file of ['package.json', 'package-lock.json', 'tsconfig.json', ...SOURCES.flatMap(filesBelow)])
    hash.update(`\0${file}\0`).update(readFileSync(join(ROOT, file)));
  return hash.digest('hex').slice(0, 16);
}

function filesBelow(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(ROOT, join(parentPath, name)))
    .toSorted();
}
