import { isObject } from '../../is-object';
import { OnboardingError } from '../../onboarding/errors';
import { type ConsumerRecord, type PlacedRecord, RECORD_COLUMNS } from '../../onboarding/records/records';
import { parseCsv, parseYaml } from './parse-file';

/** Formats of files with consumer records. */
export const RECORD_FORMATS = ['yaml', 'csv'] as const;
export type RecordFormat = (typeof RECORD_FORMATS)[number];

/** The format in which a file is read: CSV when its name says so, else YAML (or JSON). */
export function recordFormatOf(file: string): RecordFormat {
  return file.toLowerCase().endsWith('.csv') ? 'csv' : 'yaml';
}

/** Writes records; empty columns are left out of YAML. */
export async function writeRecords(records: readonly ConsumerRecord[], format: RecordFormat): Promise<string> {
  if (format === 'csv') {
    const { stringify } = await import('csv-stringify/sync');
    return stringify([...records], { header: true, columns: [...RECORD_COLUMNS], escape_formulas: true });
  }
  const { stringify } = await import('yaml');
  return stringify({ consumers: records });
}

const SECRET_COLUMNS = ['consumerKey', 'secret'];

/** Reads the records of a file in the format of its name. Throws an OnboardingError. */
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
 * @param format absent where no name tells it; then it is CSV if it begins with these columns
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

/** Takes off the apostrophe that keeps spreadsheets from running a text as a formula. */
function withoutEscapes(record: ConsumerRecord): ConsumerRecord {
  return Object.fromEntries(Object.entries(record).map(([name, text]) => [name, text.replace(/^'(?=[=+\-@])/, '')]));
}
