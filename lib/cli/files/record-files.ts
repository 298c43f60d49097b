import { isObject } from '../../is-object';
import { OnboardingError } from '../../onboarding/errors';
import { type ConsumerRecord, type PlacedRecord, RECORD_COLUMNS } from '../../onboarding/records/records';
import { parseCsv, parseYaml } from './parse-file';

/** Formats of files with consumer records. */
export const RECORD_FORMATS = ['yaml', 'csv'] as const;
export type RecordFormat = (typeof RECORD_FORMATS)[number];

/** Format of a file: CSV if its name ends in .csv, otherwise YAML (or JSON). */
export function recordFormatOf(file: string): RecordFormat {
  return file.toLowerCase().endsWith('.csv') ? 'csv' : 'yaml';
}

/** Formats records; YAML leaves out empty columns. */
export async function writeRecords(records: readonly ConsumerRecord[], format: RecordFormat): Promise<string> {
  if (format === 'csv') {
    const { stringify } = await import('csv-stringify/sync');
    return stringify([...records], { header: true, columns: [...RECORD_COLUMNS], escape_formulas: true });
  }
  const { stringify } = await import('yaml');
  return stringify({ consumers: records });
}

const SECRET_COLUMNS = ['consumerKey', 'secret'];

/**
 * Reads the records of a file, in the format that its name says.
 *
 * @throws OnboardingError `usage`
 */
export async function parseRecords(file: string, text: string): Promise<readonly PlacedRecord[]> {
  if (recordFormatOf(file) === 'csv') {
    const rows = await parseCsv(file, text);
    return rows.map(({ record, line }) => ({ record: withoutEscapes(record), line }));
  }
  const { value, itemLines } = await parseYaml(file, text, 'plain');
  const consumers = isObject(value) ? value.consumers : value;
  if (Array.isArray(consumers)) {
    const lines = isObject(value) ? itemLines('consumers') : itemLines();
    return consumers.map((record: unknown, index) => ({ record, line: lines[index] ?? 1 }));
  }
  throw new OnboardingError(
    'usage',
    `${file}: expected a list, or a map with the key consumers, as "export" writes it`,
  );
}

/**
 * Reads consumer secrets by consumer key: CSV with the columns consumerKey and secret, or a YAML map.
 *
 * @param format absent without a file name; then text that starts with these columns is CSV
 */
export async function parseSecrets(
  file: string,
  text: string,
  format?: RecordFormat,
): Promise<ReadonlyMap<string, string>> {
  const [firstLine = ''] = text.split('\n', 1);
  const named = SECRET_COLUMNS.every((name) => firstLine.includes(name));
  if ((format ?? (named ? 'csv' : 'yaml')) === 'csv') {
    const rows = await parseCsv(file, text, SECRET_COLUMNS);
    return new Map(rows.map(({ record: { consumerKey = '', secret = '' } }) => [consumerKey, secret]));
  }
  const { value } = await parseYaml(file, text, 'secret');
  if (isObject(value) && Object.values(value).every((secret) => typeof secret === 'string')) {
    return new Map(Object.entries(value) as [string, string][]);
  }
  throw new OnboardingError(
    'usage',
    `${file}: expected ${format ? '' : `CSV with the columns ${SECRET_COLUMNS.join(', ')}, or `}a map of consumer key to consumer secret, the secrets in quotes`,
  );
}

/** Removes the apostrophes that keep spreadsheets from reading a text as a formula. */
function withoutEscapes(record: ConsumerRecord): ConsumerRecord {
  return Object.fromEntries(Object.entries(record).map(([name, text]) => [name, text.replace(/^'(?=[=+\-@])/, '')]));
}
