import { execFileSync } from 'node:child_process';
import { shellWords } from '../../../lib/cli/output/shell-words';

test('a word that a shell would read otherwise is quoted', () => {
  expect(shellWords(['--environment=lab', '--config=/my files/a', "it's"])).toBe(
    "--environment=lab '--config=/my files/a' 'it'\\''s'",
  );
});

test('a shell reads back the words', () => {
  const words = ['$HOME', 'a"b', "c'd", 'e f', 'g\\h', '', '*'];
  const printed = execFileSync('/bin/sh', ['-c', `printf '%s\\n' ${shellWords(words)}`], { encoding: 'utf8' });

  expect(printed.split('\n').slice(0, -1)).toEqual(words);
});
