import { execFileSync } from 'node:child_process';
import * as fc from 'fast-check';
import { posixWords } from '../../../lib/diagnose/shell/posix-words';
import { shellWords } from '../../../lib/diagnose/shell/shell-words';

const wordsOf = (text: string) => shellWords(text).words;

/** Ways to write a word for a POSIX shell. */
const QUOTINGS: readonly ((word: string) => string)[] = [
  (word) => `'${word.replaceAll("'", String.raw`'\''`)}'`,
  (word) => `"${word.replace(/[$`"\\]/g, String.raw`\$&`)}"`,
  (word) => (word === '' ? "''" : word.replace(/[^A-Za-z0-9\n]/g, String.raw`\$&`).replaceAll('\n', "'\n'")),
];
const word = fc.string({ unit: fc.constantFrom(...Array.from('aB0 \n\t\'"\\$`&;|<>()*?[]#~=%!{}')), maxLength: 8 });

test('words in every POSIX quoting are read as a shell reads them', () => {
  const quoted = fc.tuple(word, fc.nat(2)).map(([text, quoting]) => [text, QUOTINGS[quoting]!(text)] as const);
  const lists = fc.sample(fc.array(quoted, { minLength: 1, maxLength: 5 }), 40);
  const lines = lists.map((list) => `run ${list.map(([, text]) => text).join(' ')}`);
  const script = `run() { printf '%s\\0' "$#" "$@"; }\n${lines.join('\n')}`;
  const byShell = execFileSync('sh', ['-c', script], { encoding: 'utf8' }).split('\0');

  expect(lines.map((line) => posixWords(line).words.slice(1))).toEqual(lists.map((list) => list.map(([text]) => text)));
  expect(lists.flatMap((list) => [String(list.length), ...list.map(([text]) => text)])).toEqual(byShell.slice(0, -1));
});

test.each([
  ['lines continue after a backslash', 'curl \\\n  -H a \\\r\n b', ['curl', '-H', 'a', 'b']],
  ["$'…' is read as bash reads it", String.raw`$'a\'b\n\x41\u00e9\101\\'`, ["a'b\nAéA\\"]],
  ['parts of a word are joined', `a'b'"c"\\d`, ['abcd']],
  ['a comment is left out', 'curl a # b\n', ['curl', 'a']],
  ['a hash inside a word does not start a comment', 'curl a#b', ['curl', 'a#b']],
  ['the command ends before the next one', 'curl a | jq .', ['curl', 'a']],
  ['patterns stay as they are', 'curl a*?[b]', ['curl', 'a*?[b]']],
])('%s', (_title, text, words) => {
  expect(wordsOf(text)).toEqual(words);
});

test('the operator that ends a command is reported', () => {
  expect(shellWords('curl https://h/x?a=1&b=2').endedBy).toBe('&');
});

test.each([
  ['an open quote', `curl 'a`, /a ' is not closed/],
  ['an open double quote', `curl "a\\"`, /a " is not closed/],
  ['a variable', 'curl "$URL"', /it contains the variable \$URL/],
  ['another command', 'curl "$(cat url)"', /it contains \$\(…, which the shell replaces/],
  ['a variable of PowerShell', 'curl `\n $url', /it contains a variable/],
])('%s is an error', (_title, text, message) => {
  expect(() => shellWords(text)).toThrow(message);
});

/** As Chrome writes "Copy as cURL (cmd)" (DevTools, NetworkLogView.escapeStringWin). */
function escapedForCmd(text: string): string {
  const escaped = text
    .replaceAll('"', String.raw`\"`)
    .replace(/[^a-zA-Z0-9\s_\-:=+~'/.',?;()*`]/g, '^$&')
    .replace(/%(?=[a-zA-Z0-9_])/g, '%^');
  return `^"${escaped}^"`;
}

test('what a browser copies for cmd.exe is read back', () => {
  const texts = ['https://h.example/x?like(name,*a*)&b=%28%20', 'Authorization: OAuth a="b%3D", c="d"', 'a^b<c>|d!'];
  const line = `curl ${texts.map(escapedForCmd).join(' ^\r\n  -H ')}`;

  expect(wordsOf(line)).toEqual(['curl', texts[0], '-H', texts[1], '-H', texts[2]]);
});

test('cmd.exe keeps carets between plain quotes', () => {
  expect(wordsOf('curl "a^&b" ^\r\n c')).toEqual(['curl', 'a^&b', 'c']);
});

test('PowerShell reads doubled quotes and backticks', () => {
  expect(wordsOf('curl.exe \'it\'\'s\' "a`$b""c" `\n d')).toEqual(['curl.exe', "it's", 'a$b"c', 'd']);
});
