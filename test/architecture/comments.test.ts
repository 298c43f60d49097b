import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, sourceFiles } from './imports';

const OPENING = /(?:\/\*\*\s*(?:\*\s)?|^\s*\/\/ )(?:What|How|Whether|Where|Why|Which|Who|When)\b.*/gm;

test('a comment opens with a verb or the name of a thing, never with a question word', () => {
  const found = ['bin', 'lib', 'lambda', 'bench', 'test'].flatMap(sourceFiles).flatMap((file) => {
    const openings = readFileSync(join(ROOT, file), 'utf8').match(OPENING) ?? [];
    return openings.map((line) => `${file}: ${line.trim()}`);
  });

  expect(found).toEqual([]);
});
