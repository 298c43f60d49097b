import { isObject } from '../../is-object';
import { OnboardingError } from '../../onboarding/errors';
import { type ConsumerRecord, type PlacedRecord, RECORD_COLUMNS } from '../../onboarding/records/records';
import { readCsv } from './csv';
import type { InputText } from './read-input';
import { readYamlFile } from './yaml';

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

/** Columns without which a file has no records. */
const REQUIRED_COLUMNS = ['consumerKey', 'tier'];

/**
 * Reads the records of a file, in the format that its name implies. Scalars are text, as written.
 *
 * @throws OnboardingError `usage`
 */
export async function readRecordFile(input: InputText): Promise<readonly PlacedRecord[]> {
  const { name } = input;
  if (recordFormatOf(name) === 'csv') {
    const rows = await readCsv(input, REQUIRED_COLUMNS);
    return rows.map(({ record, line }) => ({ record: withoutEscapes(record), line }));
  }
  const { value, document, lineAt } = await readYamlFile(input);
  const consumers = isObject(value) ? value.consumers : value;
  if (Array.isArray(consumers)) {
    const { isNode, isSeq } = await import('yaml');
    const list = isObject(value) ? document.get('consumers', true) : document.contents;
    const nodes = isSeq(list) ? list.items : [];
    return consumers.map((record: unknown, index) => {
      const node = nodes[index];
      return { record, line: lineAt((isNode(node) && node.range?.[0]) || 0) };
    });
  }
  throw new OnboardingError(
    'usage',
    `${name}: expected a list, or a map with the key consumers, as "export" writes it`,
  );
}

/** Removes the apostrophes that keep spreadsheets from reading a text as a formula. */
function withoutEscapes(record: ConsumerRecord): ConsumerRecord {
  return Object.fromEntries(Object.entries(record).map(([name, text]) => [name, text.replace(/^'(?=[=+\-@])/, '')]));
}
