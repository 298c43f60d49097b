import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, sourceFiles } from './imports';

/** Folders of `test/` in which every test file has the path of the file it tests, below `lib/` or `lambda/`. */
const MIRRORS = ['cli', 'forwarder', 'onboarding'];
/** Suites over several files lie in a folder of this name. */
const SUITES = '/suites/';

function testedFiles(test: string): string[] {
  const path = test.replace(/^test\//, '').replace(/\.test\.ts$/, '.ts');
  return ['lib', 'lambda'].map((folder) => join(folder, path));
}

test.each(MIRRORS)('a test file in test/%s has the path of the file it tests, or lies in suites/', (folder) => {
  const tests = sourceFiles(join('test', folder)).filter((file) => file.endsWith('.test.ts'));
  const stray = tests
    .filter((file) => !file.includes(SUITES))
    .filter((file) => !testedFiles(file).some((tested) => existsSync(join(ROOT, tested))));

  expect(tests).not.toEqual([]);
  expect(stray).toEqual([]);
});
