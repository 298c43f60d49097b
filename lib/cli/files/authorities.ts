import { authoritiesProblem } from '../../files/certificate-authorities';
import { OnboardingError } from '../../onboarding/errors';
import type { Context } from '../context';
import { readFileText } from './read-input';

/**
 * Reads the PEM file of certificate authorities that --cacert names.
 *
 * @throws OnboardingError `usage`
 */
export async function readAuthorities({ io }: Pick<Context, 'io'>, file: string): Promise<string> {
  const { text } = await readFileText(io, file);
  const problem = authoritiesProblem(text);
  if (problem !== undefined) throw new OnboardingError('usage', `--cacert: ${file} ${problem}`);
  return text;
}
