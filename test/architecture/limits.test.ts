import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EXCEPTIONS } from './limits';
import { lint } from './lint';

const LIMITS = 'test/architecture/limits.json';

test('files, functions, parameters and imports keep to the limits, except the named ones that still need it', () => {
  const exceptions = EXCEPTIONS.flatMap(({ findings }) => findings);

  expect(lint(LIMITS, ['bin', 'lib', 'lambda', 'test', 'bench'])).toEqual(exceptions.toSorted());
});

describe('a folder with one mistake', () => {
  const folder = mkdtempSync(join(tmpdir(), 'aps-gateway-limits-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  test.each([
    ['max-lines', 'a file of 251 lines', 'export {};\n'.repeat(251)],
    ['max-lines-per-function', 'a function of 61 lines', `export function f() {\n${'f();\n'.repeat(59)}}\n`],
    ['max-params', 'five parameters', 'export function f(a, b, c, d, e) {}\n'],
  ])('%s finds %s', (rule, _mistake, source) => {
    writeFileSync(join(folder, 'a.ts'), source);

    expect(lint(LIMITS, ['a.ts'], folder)).toEqual([`a.ts: ${rule}`]);
  });

  test.each([LIMITS, '.oxlintrc.json'])('%s finds a circle that consists of type imports', (config) => {
    writeFileSync(join(folder, 'a.ts'), "import type { B } from './b';\nexport type A = B | 'a';\n");
    writeFileSync(join(folder, 'b.ts'), "import type { A } from './a';\nexport type B = A | 'b';\n");

    expect(lint(config, ['a.ts', 'b.ts'], folder)).toEqual(['a.ts: no-cycle', 'b.ts: no-cycle']);
  });
});
