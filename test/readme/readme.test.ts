import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import packageJson from '../../package.json';
import { README, withSections } from './sections';

const readme = readFileSync(README, 'utf8');

test('the tables that come from the code are up to date; `npm run docs` writes them', async () => {
  expect(await withSections(readme)).toBe(readme);
});

test('every npm script that the README names exists', () => {
  const named = [...readme.matchAll(/npm run ([\w:]+)/g)].map(([, name = '']) => name);

  expect(named.length).toBeGreaterThan(5);
  expect(named.filter((name) => !(name in packageJson.scripts))).toEqual([]);
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
