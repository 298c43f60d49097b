import { ShellSyntaxError, WordList, type ShellWords } from './words';

/** Escapes of `$'…'` that stand for one character (POSIX.1-2024, XCU 2.2.4; `\u` as in bash and zsh). */
const ANSI_C_ESCAPES: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  e: '\x1b',
  E: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};
const ANSI_C_CODE = /x([0-9a-f]{1,2})|u([0-9a-f]{1,4})|U([0-9a-f]{1,8})|([0-7]{1,3})/iy;

/**
 * Splits the first command of a text for a POSIX shell into words (POSIX.1-2024, XCU 2.2 "Quoting", 2.3 "Token
 * Recognition"), with bash's `$'…'`. Patterns such as `*` stay as they are, as in a folder without matching files.
 *
 * @throws ShellSyntaxError for an open quote, and for text that the shell would replace
 */
export function posixWords(text: string): ShellWords {
  const list = new WordList();
  for (let at = 0; at < text.length;) {
    const character = text[at] ?? '';
    if (character === '\\') {
      // A line that ends in a backslash continues on the next one.
      const continued = /^\\\r?\n/.exec(text.slice(at, at + 3));
      if (!continued) list.add(text[at + 1] ?? '');
      at += continued?.[0].length ?? 2;
    } else if (character === "'") {
      const end = closing(text, at + 1, "'");
      list.add(text.slice(at + 1, end));
      at = end + 1;
    } else if (character === '"') {
      at = addDoubleQuoted(list, text, at + 1);
    } else if (text.startsWith("$'", at)) {
      at = addAnsiC(list, text, at + 2);
    } else if (/[ \t]/.test(character)) {
      list.end();
      at += 1;
    } else if (/[\r\n;&|<>()]/.test(character)) {
      list.end();
      if (list.words.length > 0) return { words: list.words, endedBy: character };
      at += 1;
    } else if (character === '#' && !list.insideWord) {
      at += /^[^\n]*/.exec(text.slice(at))?.[0].length ?? 1;
    } else {
      requireNoExpansion(text, at);
      list.add(character);
      at += 1;
    }
  }
  list.end();
  return { words: list.words };
}

function addDoubleQuoted(list: WordList, text: string, start: number): number {
  const end = closing(text, start, '"', '\\');
  let added = '';
  for (let at = start; at < end; at += 1) {
    if (text[at] === '\\' && /[$`"\\\n]/.test(text[at + 1] ?? '')) {
      at += 1;
      if (text[at] !== '\n') added += text[at];
    } else {
      requireNoExpansion(text, at);
      added += text[at];
    }
  }
  list.add(added);
  return end + 1;
}

function addAnsiC(list: WordList, text: string, start: number): number {
  const end = closing(text, start, "'", '\\');
  let added = '';
  for (let at = start; at < end;) {
    if (text[at] !== '\\') {
      added += text[at];
      at += 1;
      continue;
    }
    ANSI_C_CODE.lastIndex = at + 1;
    const [code, byte, short, long, octal] = ANSI_C_CODE.exec(text) ?? [];
    const next = text[at + 1] ?? '';
    added += code === undefined ? (ANSI_C_ESCAPES[next] ?? next) : codePoint(byte ?? short ?? long, octal);
    at += 1 + (code?.length ?? 1);
  }
  list.add(added);
  return end + 1;
}

function codePoint(hexadecimal: string | undefined, octal: string | undefined): string {
  const code = hexadecimal === undefined ? Number.parseInt(octal ?? '', 8) : Number.parseInt(hexadecimal, 16);
  if (code > 0x10ffff) throw new ShellSyntaxError("an escape in $'…' is above U+10FFFF");
  return String.fromCodePoint(code);
}

/** Index of the quote that closes a text; `escape` takes the meaning from the character after it. */
function closing(text: string, start: number, quote: string, escape?: string): number {
  for (let at = start; at < text.length; at += 1) {
    if (text[at] === escape) at += 1;
    else if (text[at] === quote) return at;
  }
  throw new ShellSyntaxError(`a ${quote} is not closed`);
}

/** The text of a variable or of another command is not known here. */
function requireNoExpansion(text: string, at: number): void {
  const [expansion] = /^(?:\$(?:[A-Za-z_][A-Za-z0-9_]*|[{(])|`)/.exec(text.slice(at, at + 40)) ?? [];
  if (expansion === undefined) return;
  const what = /^\$\w/.test(expansion) ? `the variable ${expansion}` : `${expansion}…, which the shell replaces`;
  throw new ShellSyntaxError(`it contains ${what}; write its value instead, or set it in single quotes`);
}
