import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, sourceFiles } from './imports';

const COMMENT = /\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm;
/** A command line with the name of its program, which works from any shell. */
const COMMAND_LINE = /aps-gateway [^"`']*/g;

/** Lines of a source file without comments and whole command lines. */
function lines(file: string): readonly string[] {
  const source = readFileSync(join(ROOT, file), 'utf8');
  return source.replaceAll(COMMENT, '').replaceAll(COMMAND_LINE, '').split('\n');
}

test.each([
  ['an option of the commands', /(?<![\w-])--[a-z]/],
  ['a command without its program', /"(?:consumer|doctor|reseller|usage|verify|shed|logs) ?[a-z$-]*[^"]*"/],
])('a message of the onboarding library names %s nowhere: a program calls it, too', (_what, named) => {
  const found = sourceFiles('lib/onboarding').flatMap((file) =>
    lines(file).flatMap((line) => (named.test(line) ? [`${file}: ${line.trim()}`] : [])),
  );

  expect(found).toEqual([]);
});
