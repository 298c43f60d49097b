import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, sourceFiles } from './imports';

const SOURCES = ['lib', 'lambda'];
/** Suites over several files lie in folders of these names; `local.test.ts` runs a room on the local gateway. */
const SUITES = /\/(?:suites|integration|recordings)\/|\/local\.test\.ts$/;

/** Suites over several files that lie among the tests of single files. */
const EXCEPTIONS = [
  'test/authorizer/fuzz/fuzz.test.ts',
  'test/config/every-key.test.ts',
  'test/console/server/sign-in.test.ts',
  'test/gateway/authorizer/oauth-authorizer-role.test.ts',
  'test/gateway/deploy-policy/deploy-policy.test.ts',
  'test/impact/real-answers.test.ts',
  'test/local/debugging.test.ts',
  'test/notices/template.test.ts',
  'test/preflight/limits-and-permissions.test.ts',
  'test/verify/platform-refusals.test.ts',
  'test/verify/wrong-gateways.test.ts',
];

const tests = sourceFiles('test').filter((file) => file.endsWith('.test.ts'));
const mirrors = [...new Set(tests.map((file) => file.split('/')[1]!))].filter((folder) =>
  SOURCES.some((source) => existsSync(join(ROOT, source, folder))),
);

/** The file or folder that a test file may be for; `cache.outage.test.ts` tests a part of `cache.ts`. */
function tested(test: string): string[] {
  const path = test.replace(/^test\//, '').replace(/(?:\.[\w-]+)?\.test\.ts$/, '');
  return SOURCES.flatMap((folder) => [join(folder, `${path}.ts`), join(folder, path)]);
}

test('a test file has the path of the file it tests, lies in a folder of suites, or is named here', () => {
  const stray = tests
    .filter((file) => mirrors.includes(file.split('/')[1]!) && !SUITES.test(file))
    .filter((file) => !tested(file).some((path) => existsSync(join(ROOT, path))));

  expect(mirrors).toEqual(expect.arrayContaining(['authorizer', 'cli', 'config', 'gateway', 'local', 'onboarding']));
  expect(stray.toSorted()).toEqual(EXCEPTIONS);
});
