import { OnboardingError } from '../../onboarding/errors';
import { type InputText, readFileText, readStandardInputText } from '../files/read-input';
import type { CliIo } from '../io';

/** Matches the beginning of a JSON Web Token, given in place of a file name. */
const TOKEN = /^(?:bearer )?eyJ/i;

/**
 * Reads a bearer token from the file that `--token-file` names, `-` being standard input.
 *
 * @throws OnboardingError `usage`; its message never repeats a token
 */
export async function readTokenFile(io: CliIo, file: string): Promise<string> {
  if (TOKEN.test(file)) {
    throw new OnboardingError(
      'usage',
      '--token-file takes the name of a file with the token, or - for standard input; on the command line, other users see the token and the shell remembers it.',
    );
  }
  const { text }: InputText = await (file === '-' ? readStandardInputText(io) : readFileText(io, file));
  const token = text.trim();
  const problem = problemOf(token);
  if (problem === undefined) return token;
  throw new OnboardingError('usage', `--token-file: got ${problem}`);
}

/** Returns why no header can have a text, or what its file has in place of a token. */
function problemOf(text: string): string | undefined {
  if (text === '') return 'no text, expected a token';
  if (text.startsWith('{')) return 'JSON, expected only a token, such as the value of access_token in it';
  return /^[\x20-\x7e]+$/.test(text) ? undefined : 'lines or characters that no header can have, expected one token';
}
