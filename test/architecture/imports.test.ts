import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { importsOf, importTable, isAllowed, ROOT, ruleFor, sourceFiles } from './imports';

const rules = importTable(readFileSync(join(ROOT, 'docs/reference/layout.md'), 'utf8'));
const files = ['bin', 'lib', 'lambda'].flatMap(sourceFiles);

test('the layout page has an import table with a row for every source file', () => {
  expect(files.filter((file) => ruleFor(file, rules) === undefined)).toEqual([]);
});

test.each(rules.map((rule) => [rule.prefix, rule] as const))('%s imports only what its row allows', (_prefix, rule) => {
  const refused = files
    .filter((file) => ruleFor(file, rules) === rule)
    .flatMap(importsOf)
    .filter(({ target }) => !isAllowed(target, rule))
    .map(({ file, target }) => `${file} imports ${target}`);

  expect(refused).toEqual([]);
});

test('every row of the import table stands for some file', () => {
  expect(
    rules.filter((rule) => !files.some((file) => ruleFor(file, rules) === rule)).map(({ prefix }) => prefix),
  ).toEqual([]);
});

/** Pure parts take clock, randomness and settings from their callers. */
const PURE = [
  'lambda/authorizer/oauth1/',
  'lambda/authorizer/authorize.ts',
  'lambda/authorizer/stages/',
  'lambda/authorizer/consumers/rules/',
  'lib/config/',
  'lib/onboarding/plan',
];
const IMPURE = /process\.env|Date\.now\(|new Date\(\)|Math\.random|randomBytes|randomUUID/;

test.each(PURE)('%s reads no environment, clock or randomness', (prefix) => {
  const pure = files.filter((file) => file.startsWith(prefix));
  const impure = pure.filter((file) => IMPURE.test(readFileSync(join(ROOT, file), 'utf8')));

  expect(pure).not.toEqual([]);
  expect(impure).toEqual([]);
});
