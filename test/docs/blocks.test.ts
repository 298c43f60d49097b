import { spawnSync } from 'node:child_process';
import { parse } from 'yaml';
import { parseFile } from '../../lib/config/files/parse';
import type { ConfigProblem } from '../../lib/config/problem';
import { PLATFORM, PLATFORM_PLACEHOLDERS } from '../../lib/config/shapes/platform-shape';
import { RESELLER, RESELLER_PLACEHOLDERS } from '../../lib/config/shapes/reseller-shape';
import { parseBrand } from '../../lib/kit/brand';
import { NODE_FAULTS } from '../../lib/local/ui-node/faults/node-fault';
import { codeBlocks, DOCUMENTATION, languages } from './markdown';

/** Files of which a page shows a part. */
const READERS: Readonly<Record<string, (source: string) => readonly ConfigProblem[]>> = {
  'platform.yaml': (source) => parseFile('', source, PLATFORM, PLATFORM_PLACEHOLDERS).problems,
  "a reseller's file": (source) => parseFile('', source, RESELLER, RESELLER_PLACEHOLDERS).problems,
  'a brand file': (source) => parseBrand('', source).problems,
  'a file of node faults': (source) => parseFile('', source, NODE_FAULTS, {}).problems,
};

/** A page shows a part of a file, so only problems of the keys that it shows count. */
function problems(source: string, read: (source: string) => readonly ConfigProblem[]): readonly ConfigProblem[] {
  const shown = Object.keys(parse(source) as object);
  return read(source).filter(({ path }) => path === '' || shown.some((key) => path.split('.')[0] === key));
}

const blocks = (language: string) =>
  DOCUMENTATION.flatMap((of) => codeBlocks(of, language).map((block) => [of.path, block] as const));

test.each(blocks('yaml'))('YAML in %s is a part of a file that the package reads', (_, block) => {
  const found = Object.entries(READERS).map(([file, read]) => [file, problems(block, read)] as const);

  expect(found.filter(([, of]) => of.length === 0).map(([file]) => file)).not.toEqual([]);
});

test('a wrong key in a YAML block is found', () => {
  const block = 'probe: { everyMinute: 5 }';

  expect(Object.values(READERS).filter((read) => problems(block, read).length === 0)).toEqual([]);
});

test.each(blocks('json'))('JSON in %s is JSON', (_, block) => {
  expect(() => void JSON.parse(block)).not.toThrow();
});

test('every shell block is a script that bash can read', () => {
  const scripts = blocks('sh').map(([path, block]) => [path, block.replaceAll(/<[^<>\n]+>/g, 'WORD')] as const);
  const refused = scripts.filter(([, script]) => spawnSync('bash', ['-n'], { input: script }).status !== 0);

  expect(scripts.length).toBeGreaterThan(50);
  expect(refused).toEqual([]);
});

test('every block names a language that a test reads, or is text', () => {
  const named = DOCUMENTATION.flatMap((of) => languages(of).map((language) => ({ path: of.path, language })));
  const known = ['sh', 'yaml', 'json', 'csv', 'python', 'text', 'ts', 'js'];

  expect(named.filter(({ language }) => !known.includes(language))).toEqual([]);
});
