import type { Document } from 'yaml';
import { OnboardingError } from '../../onboarding/errors';
import type { InputText } from './read-input';

/** A YAML or JSON file whose scalars are texts as written; an empty value and `null` are null. */
export interface YamlFile {
  readonly value: unknown;
  readonly document: Document;
  /** Returns the line of an offset in the text. */
  readonly lineAt: (offset: number) => number;
}

/**
 * Reads YAML or JSON.
 *
 * @throws OnboardingError `usage`, with every problem and its line; its message repeats nothing of the file, which may
 *   contain secrets
 */
export async function readYamlFile({ name, text }: InputText): Promise<YamlFile> {
  const { readYaml } = await import('../../files/yaml-source.ts');
  const read = readYaml(text, 'text');
  if ('faults' in read) {
    const problems = read.faults.map(({ line, message, allowed }) => {
      return `${name}, line ${line}: ${message}; expected ${allowed}`;
    });
    throw new OnboardingError('usage', problems.join('\n'));
  }
  const { document, lines, value } = read;
  return { document, value, lineAt: (offset) => lines.linePos(offset).line };
}
