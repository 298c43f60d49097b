import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { importsOf, ROOT, sourceFiles } from '../architecture/imports';

/** Packages that a unit test does without: synthesis, bundles and processes take seconds. */
const SLOW_PACKAGES = new Set(['aws-cdk-lib', 'cdk-nag', 'esbuild', 'node:child_process', 'node:worker_threads']);
const SERVER = /\bcreate(?:Secure)?Server\b/;

/** Test files that reach no server, process, bundle or synthesis by any import, as paths from the root. */
export function unitTests(): string[] {
  const known = new Map<string, boolean>();
  return sourceFiles('test').filter((file) => file.endsWith('.test.ts') && !isSlow(file, known));
}

function isSlow(file: string, known: Map<string, boolean>): boolean {
  const before = known.get(file);
  if (before !== undefined) return before;
  // A circle that leads back here decides nothing.
  known.set(file, false);
  const slow =
    SERVER.test(readFileSync(join(ROOT, file), 'utf8')) ||
    importsOf(file).some(({ target }) => {
      const imported = sourceFileOf(target);
      return imported === undefined ? SLOW_PACKAGES.has(target) : isSlow(imported, known);
    });
  known.set(file, slow);
  return slow;
}

/** The file that an import stands for; `undefined` for packages and data. */
function sourceFileOf(target: string): string | undefined {
  const candidates = [target, `${target}.ts`, join(target, 'index.ts')];
  return candidates.find((file) => file.endsWith('.ts') && existsSync(join(ROOT, file)));
}
