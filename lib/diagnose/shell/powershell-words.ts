import { ShellSyntaxError, WordList, type ShellWords } from './words';

const ESCAPES: Readonly<Record<string, string>> = { 0: '\0', n: '\n', r: '\r', t: '\t' };

/**
 * Splits the first command of a text for PowerShell into words (about_Quoting_Rules, about_Special_Characters).
 *
 * @throws ShellSyntaxError for an open quote, and for variables
 */
export function powershellWords(text: string): ShellWords {
  const list = new WordList();
  let quote: string | undefined;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at] ?? '';
    if (character === '`' && quote !== "'") {
      const [lineEnd] = /^\r?\n/.exec(text.slice(at + 1, at + 3)) ?? [];
      const next = text[at + 1] ?? '';
      if (lineEnd === undefined) list.add(ESCAPES[next] ?? next);
      at += lineEnd?.length ?? 1;
    } else if (quote !== undefined && character === quote) {
      // A doubled quote stands for the quote itself.
      if (text[at + 1] === quote) {
        list.add(quote);
        at += 1;
      } else {
        quote = undefined;
      }
    } else if (character === '$' && quote !== "'" && /[A-Za-z_{(]/.test(text[at + 1] ?? '')) {
      throw new ShellSyntaxError('it contains a variable; write its value instead, or set it in single quotes');
    } else if (quote === undefined && (character === "'" || character === '"')) {
      quote = character;
      list.add('');
    } else if (quote === undefined && /[ \t]/.test(character)) {
      list.end();
    } else if (quote === undefined && /[\r\n;&|<>]/.test(character)) {
      list.end();
      if (list.words.length > 0) return { words: list.words, endedBy: character };
    } else {
      list.add(character);
    }
  }
  if (quote !== undefined) throw new ShellSyntaxError(`a ${quote} is not closed`);
  list.end();
  return { words: list.words };
}
