import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ReadOptions } from '../../../lib/config/files/config-files';
import { loadEnvironment } from '../../../lib/config/load-environment';
import type { ConfigProblem } from '../../../lib/config/problem';
import { PLATFORM, places, problemsWhen } from '../support/files';

const root = mkdtempSync(join(tmpdir(), 'config-'));
const folder = join(root, 'unit');
const resellers = join(folder, 'resellers');
beforeEach(() => {
  mkdirSync(resellers, { recursive: true });
  writeFileSync(join(folder, 'platform.yaml'), PLATFORM);
});
afterEach(() => rmSync(folder, { recursive: true }));
afterAll(() => rmSync(root, { recursive: true }));

const problems = (environment = 'unit', options: ReadOptions = {}): readonly ConfigProblem[] =>
  problemsWhen(() => loadEnvironment(root, environment, { workingDirectory: root, ...options }));
const declare = (name: string, content: string | Uint8Array = `displayName: ${name}\n`) =>
  writeFileSync(join(resellers, name), content);

test('a link to nothing is a problem', () => {
  symlinkSync('/nowhere/at/all.yaml', join(resellers, 'alpha.yaml'));
  expect(problems()).toEqual([
    expect.objectContaining({ file: 'unit/resellers/alpha.yaml', line: 1, message: 'this link leads nowhere' }),
  ]);
});

test('a link that leads back to itself is a problem', () => {
  symlinkSync('alpha.yaml', join(resellers, 'alpha.yaml'));
  expect(problems()).toEqual([expect.objectContaining({ message: 'this link leads back to itself' })]);
});

test('a folder named like a file is a problem', () => {
  mkdirSync(join(resellers, 'dir.yaml'));
  expect(problems()).toEqual([
    expect.objectContaining({ file: 'unit/resellers/dir.yaml', message: 'this is a folder', allowed: 'a YAML file' }),
  ]);
});

test('a file in the place of the folder of resellers is a problem', () => {
  rmSync(resellers, { recursive: true });
  writeFileSync(resellers, 'displayName: Alpha\n');
  expect(problems()).toEqual([
    expect.objectContaining({ file: 'unit/resellers', message: 'this is not a folder', allowed: 'a folder' }),
  ]);
});

test('a file that this user may not read is a problem', () => {
  declare('alpha.yaml');
  const readFile = (file: string) => {
    if (file.endsWith('alpha.yaml')) throw Object.assign(new Error('denied'), { code: 'EACCES' });
    return readFileSync(file);
  };
  expect(problems('unit', { readFile })).toEqual([
    expect.objectContaining({ file: 'unit/resellers/alpha.yaml', message: 'you may not read this' }),
  ]);
});

test('bytes that are not UTF-8 are a problem', () => {
  declare('alpha.yaml', Buffer.from('displayName: Caf\xe9\n', 'latin1'));
  expect(problems()).toEqual([
    expect.objectContaining({ message: expect.stringMatching(/^this is not valid UTF-8, but probably Windows-1252/) }),
  ]);
});

test('a file that declares no reseller is one problem, whatever it holds', () => {
  declare('README.md', '# Resellers: [');
  declare('alpha.yml', 'colour: red');
  expect(problems().map(({ file, message }) => [file, message])).toEqual([
    ['unit/resellers/README.md', 'invalid file name'],
    ['unit/resellers/alpha.yml', 'invalid file name'],
  ]);
});

test('a reseller whose file does not end in .yaml still counts as a parent', () => {
  declare('alpha.yml');
  declare('bravo.yaml', 'displayName: Bravo\nparent: alpha\n');
  declare('notes.txt');
  declare('zulu.yaml', 'displayName: Zulu\nparent: nobody\n');
  const found = problems();
  expect(places(found)).toEqual(['alpha.yml:1 ', 'notes.txt:1 ', 'zulu.yaml:2 parent']);
  expect(found.at(-1)?.allowed).toBe('one of: alpha, bravo');
});

test('a missing platform.yaml is reported along with the problems of the other files', () => {
  rmSync(join(folder, 'platform.yaml'));
  declare('alpha.yaml', 'displayName: Alpha\ncolour: red\n');
  const found = problems();
  expect(places(found)).toEqual(['platform.yaml:1 ', 'alpha.yaml:2 colour']);
  expect(found[0]).toMatchObject({
    message: 'this file is missing',
    allowed: 'a file with displayName, uiNodes, tiers',
  });
});

test('a file outside the working directory is named by its whole path', () => {
  declare('alpha.yaml', '');
  expect(problems('unit', { workingDirectory: join(root, 'elsewhere') })[0]?.file).toBe(join(resellers, 'alpha.yaml'));
});
