import type { Node, Scalar } from 'yaml';
import { OnboardingError } from '../../onboarding/errors';
import { readConsumerSecret } from '../../onboarding/fields/consumer-secret';
import { readCsv } from './csv';
import type { InputText } from './read-input';
import { readYamlFile } from './yaml';

/** A consumer secret of a file. Messages name its line only: in a damaged file, the consumer key may be a secret. */
export interface PlacedSecret {
  readonly secret: string;
  readonly line: number;
}

/** A line of a file, before it is checked. */
interface Entry {
  readonly key: string;
  readonly secret: string;
  readonly line: number;
}

const COLUMNS = ['consumerKey', 'secret'];

/**
 * Reads consumer secrets by consumer key: CSV with the columns consumerKey and secret, or a map in YAML or JSON.
 *
 * @param format absent without a file name; then text that starts with these columns is CSV
 * @throws OnboardingError `usage`, with every problem and its line; its message repeats nothing of the file
 */
export async function readSecrets(
  input: InputText,
  format?: 'yaml' | 'csv',
): Promise<ReadonlyMap<string, PlacedSecret>> {
  let entries: readonly Entry[];
  try {
    entries =
      (format ?? detectFormat(input.text)) === 'csv'
        ? await csvEntries(input)
        : await yamlEntries(input, format === undefined ? 'either' : 'yaml');
  } catch (error) {
    if (error instanceof OnboardingError) throw error;
    // An unexpected error may quote the file, so it is not kept as the cause either.
    throw new OnboardingError('usage', `${input.name}: cannot be read as a file of consumer secrets`);
  }
  return checked(input.name, entries);
}

function detectFormat(text: string): 'yaml' | 'csv' {
  const start = text.split('\n', 2).join('\n');
  return COLUMNS.every((name) => start.includes(name)) ? 'csv' : 'yaml';
}

async function csvEntries(input: InputText): Promise<readonly Entry[]> {
  const rows = await readCsv(input, COLUMNS);
  return rows.map(({ record: { consumerKey = '', secret = '' }, line }) => ({ key: consumerKey, secret, line }));
}

async function yamlEntries(input: InputText, expected: 'yaml' | 'either'): Promise<readonly Entry[]> {
  const { document, lineAt } = await readYamlFile(input);
  const { isMap, isScalar } = await import('yaml');
  if (!isMap<Scalar<string>, Node | null>(document.contents)) {
    const csv = expected === 'either' ? `CSV with the columns ${COLUMNS.join(', ')}, or ` : '';
    const map = 'a map of consumer key to consumer secret, the secrets in quotes';
    throw new OnboardingError('usage', `${input.name}: expected ${csv}${map}`);
  }
  const refused: number[] = [];
  const entries = document.contents.items.flatMap(({ key, value }): Entry[] => {
    const line = lineAt(key.range?.[0] ?? 0);
    if (isScalar<string>(value) && isUnambiguous(value)) return [{ key: key.value, secret: value.value, line }];
    refused.push(line);
    return [];
  });
  if (refused.length > 0) {
    const problems = refused.map((line) => `${input.name}, line ${line}: expected a consumer secret in quotes`);
    throw new OnboardingError('usage', problems.join('\n'));
  }
  return entries;
}

/** Tests whether YAML keeps the text as written: plain text may have lost a part that looks like a comment or anchor. */
function isUnambiguous({ value, type, comment, commentBefore, anchor, tag }: Scalar): boolean {
  if (typeof value !== 'string' || anchor !== undefined || tag !== undefined) return false;
  const quoted = type === 'QUOTE_DOUBLE' || type === 'QUOTE_SINGLE';
  return quoted || (type === 'PLAIN' && !comment && !commentBefore);
}

function checked(name: string, entries: readonly Entry[]): ReadonlyMap<string, PlacedSecret> {
  const problems: string[] = [];
  const secrets = new Map<string, PlacedSecret>();
  for (const { key, secret, line } of entries) {
    const place = `${name}, line ${line}: `;
    const before = secrets.get(key);
    if (key === '') problems.push(`${place}the consumer key is missing`);
    else if (before)
      problems.push(`${place}the consumer key of line ${before.line} is repeated here; expected each once`);
    try {
      secrets.set(key, { secret: readConsumerSecret(secret).secret, line });
    } catch (error) {
      if (!(error instanceof OnboardingError)) throw error;
      problems.push(place + error.message);
    }
  }
  if (problems.length > 0) throw new OnboardingError('usage', problems.join('\n'));
  return secrets;
}
