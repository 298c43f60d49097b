import { cmdWords } from './cmd-words';
import { posixWords } from './posix-words';
import { powershellWords } from './powershell-words';
import type { ShellWords } from './words';

/**
 * Splits a command line into words, by the rules of the shell that it is written for: cmd.exe if carets escape quotes or
 * line ends, PowerShell if backticks continue lines, otherwise a POSIX shell.
 *
 * @throws ShellSyntaxError
 */
export function shellWords(text: string): ShellWords {
  if (/\s\^(?:"|\r?\n)/.test(text)) return cmdWords(text);
  if (/\s`\r?\n/.test(text) || /^\s*curl\.exe\s/i.test(text)) return powershellWords(text);
  return posixWords(text);
}
