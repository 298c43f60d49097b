import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { parseFile } from '../../lib/config/files/parse';
import { RESELLER, RESELLER_PLACEHOLDERS } from '../../lib/config/shapes/reseller-shape';
import packageJson from '../../package.json';
import { logGroupNames, metricNames } from './deployed';
import { missingWords } from './command-line';
import { anchors, codeBlocks, DOCUMENTATION, links, page } from './markdown';
import { PAGES, ROOT, withSections } from './sections';

/** Without the padding that the formatter gives to tables. */
const unpadded = (markdown: string) => markdown.replaceAll(/-{3,}/g, '---').replaceAll(/[ \n]+/g, ' ');

test.each(Object.keys(PAGES))('the tables of %s are up to date; `npm run docs` writes them', (path) => {
  const text = page(path);
  expect(unpadded(withSections(path, text))).toBe(unpadded(text));
});

test('every npm script that a page names exists', () => {
  const named = DOCUMENTATION.flatMap(({ path, text }) =>
    [...text.matchAll(/npm run ([\w:]+)/g)].map(([, name = '']) => ({ path, name })),
  );

  expect(named.length).toBeGreaterThan(5);
  expect(named.filter(({ name }) => !(name in packageJson.scripts))).toEqual([]);
});

test('every npm script that a script runs exists', () => {
  const run = Object.values(packageJson.scripts).flatMap((script) => [
    ...script.matchAll(/npm run (?:--silent )?([\w:-]+)/g),
  ]);

  expect(run.map(([, name = '']) => name).filter((name) => !(name in packageJson.scripts))).toEqual([]);
});

/** Every `aps-gateway` command line in a block of shell. */
const linesOfBlocks = DOCUMENTATION.flatMap((of) => codeBlocks(of, 'sh'))
  .flatMap((block) => block.replaceAll(/\\\n\s*/g, '').split('\n'))
  .filter((line) => line.includes('npx aps-gateway '))
  .map((line) => line.trim().replace(/^.*?npx aps-gateway /, ''));

/** Every one inside a sentence, if it has more than the name of a command. */
const linesOfSentences = DOCUMENTATION.flatMap(({ text }) =>
  [...text.matchAll(/`(?:npx )?aps-gateway ([a-z][^`]* [^`]*)`/g)].map(([, line = '']) => line.replaceAll(/\s+/g, ' ')),
);

const commandLines = [...linesOfBlocks, ...linesOfSentences];

test.each(commandLines)('aps-gateway %s: command and options exist', (line) => expect(missingWords(line)).toEqual([]));

test('commands for one reseller or all of them say which', () => {
  const text = readFileSync(join(ROOT, 'templates/app/README.md'), 'utf8');
  const ofApp = [...text.matchAll(/npx aps-gateway ([^`|\n]+)/g)].map(([, line = '']) => line.trim());
  const chosen = [...commandLines, ...ofApp].filter((line) => /^(?:doctor|impact|stats)\b/.test(line));

  expect(chosen.length).toBeGreaterThan(4);
  expect(chosen.filter((line) => !/^\w+ (?:[a-z]|.*--all)/.test(line))).toEqual([]);
});

test('every dependency is named with its reason, and no other', () => {
  const [, table = ''] =
    /<!-- dependencies -->([\s\S]*?)<!-- end -->/.exec(page('docs/reference/dependencies.md')) ?? [];
  const named = table
    .split('\n')
    .flatMap((line) => [...(line.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)].map(([, name = '']) => name));

  expect(named.toSorted()).toEqual(
    [...Object.keys(packageJson.dependencies), ...Object.keys(packageJson.devDependencies)].toSorted(),
  );
});

test('every folder of the layout exists', () => {
  const [layout = ''] = codeBlocks({ path: '', text: page('docs/reference/layout.md') }, 'text');
  const folders = [...layout.matchAll(/^(\S+\/)/gm)].map(([, folder = '']) => folder);

  expect(folders.length).toBeGreaterThan(8);
  expect(folders.filter((folder) => !existsSync(join(ROOT, folder)))).toEqual([]);
});

test("the sample of a reseller's file has the shape of one", () => {
  const [sample = ''] = codeBlocks({ path: '', text: page('docs/reference/configuration.md') }, 'yaml');

  expect(sample).toContain('displayName: Acme Cloud');
  expect(parseFile('acme.yaml', sample, RESELLER, RESELLER_PLACEHOLDERS).problems).toEqual([]);
});

describe.each(DOCUMENTATION)('$path', (of) => {
  test('links only to files and headings that exist', () => {
    const broken = links(of).filter(({ target, anchor }) => {
      const path = target === '' ? of.path : normalize(join(dirname(of.path), target));
      if (!existsSync(join(ROOT, path))) return true;
      return anchor !== '' && !anchors(page(path)).includes(anchor);
    });

    expect(broken).toEqual([]);
  });

  test('links only to files that the package ships', () => {
    const targets = links(of).map(({ target }) => normalize(join(dirname(of.path), target)));

    expect([of.path, ...targets].filter((path) => !isShipped(path))).toEqual([]);
  });
});

/** Tests whether npm packs a file or a folder; it always packs README and LICENSE. */
function isShipped(path: string): boolean {
  const shipped = [...packageJson.files, 'README.md', 'LICENSE'];
  return shipped.some((one) => path === one || path.startsWith(`${one}/`));
}

test('every page of docs/ can be reached from the README', () => {
  const reached = new Set(['README.md']);
  for (const path of reached) {
    const of = DOCUMENTATION.find((candidate) => candidate.path === path);
    for (const { target } of of ? links(of) : []) reached.add(normalize(join(dirname(path), target)));
  }

  expect(DOCUMENTATION.map(({ path }) => path).filter((path) => !reached.has(path))).toEqual([]);
});

test('every page of docs/ is in the contents, and decisions in those of the decisions', () => {
  const listed = ['docs/README.md', 'docs/decisions/README.md'].flatMap((path) =>
    links({ path, text: page(path) }).map(({ target }) => normalize(join(dirname(path), target))),
  );
  const pages = DOCUMENTATION.map(({ path }) => path).filter((path) => path.startsWith('docs/'));

  expect(pages.filter((path) => !listed.includes(path))).toEqual(['docs/README.md']);
});

test('every picture has words for readers who do not see it', () => {
  const pictures = DOCUMENTATION.flatMap(({ path, text }) =>
    [...text.matchAll(/!\[([^\]]*)\]\(|<img\b(?:[^>]*?\balt="([^"]*)")?/g)].map(([, markdown, html]) => ({
      path,
      words: markdown ?? html ?? '',
    })),
  );

  expect(pictures.length).toBeGreaterThan(2);
  expect(pictures.filter(({ words }) => words.length < 30)).toEqual([]);
});

test('every metric and log group is on the page of what is deployed', () => {
  const deployed = page('docs/reference/what-is-deployed.md');
  const names = [...metricNames(), ...logGroupNames()];

  expect(names.length).toBeGreaterThan(20);
  expect(names.filter((name) => !deployed.includes(`\`${name}\``))).toEqual([]);
});

test('the README stays short enough to decide by in two minutes', () => {
  expect(page('README.md').split('\n').length).toBeLessThanOrEqual(151);
});
