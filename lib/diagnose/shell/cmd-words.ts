import { ShellSyntaxError, WordList, type ShellWords } from './words';

/**
 * Splits a command for Windows' cmd.exe into words: first `cmd` takes the carets off, then the program splits the rest as
 * Microsoft's C runtime does ("Parsing C command-line arguments"). Browsers' "Copy as cURL (cmd)" is written for it.
 *
 * @throws ShellSyntaxError for an open quote
 */
export function cmdWords(text: string): ShellWords {
  const { line, endedBy } = withoutCarets(text);
  return { words: argumentsOf(line), ...(endedBy !== undefined && { endedBy }) };
}

/** Takes the carets off. Between plain quotes a caret is a character; a quote after a caret does not begin such a part. */
function withoutCarets(text: string): { readonly line: string; readonly endedBy?: string } {
  let line = '';
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at] ?? '';
    if (character === '^' && !quoted) {
      // A caret at the end of a line continues it; the first character of the next one is then plain text.
      const [lineEnd = ''] = /^\r?\n/.exec(text.slice(at + 1, at + 3)) ?? [];
      at += lineEnd.length + 1;
      line += text[at] ?? '';
    } else if (character === '\n' || (/[&|<>]/.test(character) && !quoted)) {
      if (line.trim() !== '') return { line, endedBy: character };
    } else {
      if (character === '"') quoted = !quoted;
      if (character !== '\r') line += character;
    }
  }
  return { line };
}

const BACKSLASHES_AND_QUOTE = /(\\*)"/y;

function argumentsOf(line: string): readonly string[] {
  const list = new WordList();
  let quoted = false;
  for (let at = 0; at < line.length;) {
    BACKSLASHES_AND_QUOTE.lastIndex = at;
    const [found, backslashes] = BACKSLASHES_AND_QUOTE.exec(line) ?? [];
    if (found !== undefined && backslashes !== undefined) {
      at += found.length;
      list.add('\\'.repeat(Math.floor(backslashes.length / 2)));
      if (backslashes.length % 2 === 1) {
        list.add('"');
      } else if (quoted && line[at] === '"') {
        list.add('"');
        at += 1;
      } else {
        quoted = !quoted;
      }
    } else if (/[ \t]/.test(line[at] ?? '') && !quoted) {
      list.end();
      at += 1;
    } else {
      list.add(line[at] ?? '');
      at += 1;
    }
  }
  if (quoted) throw new ShellSyntaxError('a " is not closed');
  list.end();
  return list.words;
}
