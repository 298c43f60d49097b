import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseFile } from '../../lib/config/files/parse';
import { RESELLER, RESELLER_PLACEHOLDERS } from '../../lib/config/shapes/reseller-shape';
import packageJson from '../../package.json';
import { PAGES, program, README, withSections } from './sections';

const readme = readFileSync(README, 'utf8');

/** Without the padding that the formatter gives to tables. */
const unpadded = (markdown: string) => markdown.replaceAll(/-{3,}/g, '---').replaceAll(/[ \n]+/g, ' ');

test.each(Object.keys(PAGES))('the tables of %s are up to date; `npm run docs` writes them', (page) => {
  const text = readFileSync(page, 'utf8');
  expect(unpadded(withSections(page, text))).toBe(unpadded(text));
});

test('every npm script that the README names exists', () => {
  const named = [...readme.matchAll(/npm run ([\w:]+)/g)].map(([, name = '']) => name);

  expect(named.length).toBeGreaterThan(5);
  expect(named.filter((name) => !(name in packageJson.scripts))).toEqual([]);
});

test('every npm script that a script runs exists', () => {
  const run = Object.values(packageJson.scripts).flatMap((script) => [
    ...script.matchAll(/npm run (?:--silent )?([\w:-]+)/g),
  ]);

  expect(run.map(([, name = '']) => name).filter((name) => !(name in packageJson.scripts))).toEqual([]);
});

/** Every `aps-gateway` command line in a block of shell, as words. */
const commandLines = [...readme.matchAll(/```sh\n([\s\S]*?)```/g)]
  .flatMap(([, block = '']) => block.split('\n'))
  .filter((line) => line.includes('npx aps-gateway '))
  .map((line) => line.trim().replace('npx aps-gateway ', ''));

test.each(commandLines)('aps-gateway %s: command and options exist', (line) => {
  const words = (line.match(/"[^"]*"|'[^']*'|<[^>]*>|\S+/g) ?? []) as string[];
  let command = program();
  for (const word of words) command = command.commands.find((child) => child.name() === word) ?? command;

  expect(command.commands).toEqual([]);
  expect(
    words.filter((word) => word.startsWith('--')).filter((word) => !command.options.some(({ long }) => long === word)),
  ).toEqual([]);
});

test('every dependency is named with its reason, and no other', () => {
  const [, table = ''] = /<!-- dependencies -->([\s\S]*?)<!-- end -->/.exec(readme) ?? [];
  const named = table
    .split('\n')
    .flatMap((line) => [...(line.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)].map(([, name = '']) => name));

  expect(named.toSorted()).toEqual(
    [...Object.keys(packageJson.dependencies), ...Object.keys(packageJson.devDependencies)].toSorted(),
  );
});

test('every folder of the layout exists', () => {
  const [, layout = ''] = /## Layout and import rules\s+```\n([\s\S]*?)```/.exec(readme) ?? [];
  const folders = [...layout.matchAll(/^(\S+\/)/gm)].map(([, folder = '']) => folder);

  expect(folders.length).toBeGreaterThan(8);
  expect(folders.filter((folder) => !existsSync(join(README, '..', folder)))).toEqual([]);
});

test("the sample of a reseller's file has the shape of one", () => {
  const [, sample = ''] = /```yaml\n([\s\S]*?)```/.exec(readme) ?? [];

  expect(parseFile('acme.yaml', sample, RESELLER, RESELLER_PLACEHOLDERS).problems).toEqual([]);
});
