import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { codeBlocks, DOCUMENTATION } from './markdown';
import { PATHS } from './paths';
import { ROOT } from './sections';

const CACHE = join(ROOT, 'node_modules', '.cache');
mkdirSync(CACHE, { recursive: true });
/** Below the project, so that imports find its packages. */
const folder = mkdtempSync(join(CACHE, 'pages-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Each block is a file, as in an app. */
const files = DOCUMENTATION.flatMap((page) =>
  codeBlocks(page, 'ts').map((block, index) => ({ name: `${basename(page.path, '.md')}-${index + 1}.ts`, block })),
);

test('some pages have TypeScript', () => expect(files.length).toBeGreaterThan(4));

test('the TypeScript of every page compiles against what the package exports', () => {
  for (const { name, block } of files) writeFileSync(join(folder, name), block);
  const config = {
    extends: join(ROOT, 'tsconfig.json'),
    compilerOptions: { paths: PATHS, types: ['node'] },
    include: [],
    files: files.map(({ name }) => name),
  };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
  const { stdout } = spawnSync(process.execPath, [join(ROOT, 'node_modules/typescript/bin/tsc'), '-p', folder], {
    encoding: 'utf8',
    timeout: 120_000,
  });

  expect(stdout).toBe('');
});
