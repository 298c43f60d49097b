import { OnboardingError } from '../onboarding/errors';
import { type ConsumerRecord, RECORD_COLUMNS } from '../onboarding/records';

/** Formats of files with consumer records. */
export const RECORD_FORMATS = ['yaml', 'csv'] as const;
export type RecordFormat = (typeof RECORD_FORMATS)[number];

/** Writes records; empty columns are left out of YAML. */
export async function writeRecords(records: readonly ConsumerRecord[], format: RecordFormat): Promise<string> {
  if (format === 'csv') {
    const { stringify } = await import('csv-stringify/sync');
    return stringify([...records], { header: true, columns: [...RECORD_COLUMNS], escape_formulas: true });
  }
  const { stringify } = await import('yaml');
  return stringify({ consumers: records });
}

/** Reads the records of a file: CSV when its name says so, else YAML (or JSON). Throws an OnboardingError. */
export async function parseRecords(file: string, text: string): Promise<readonly unknown[]> {
  if (file.toLowerCase().endsWith('.csv')) return (await parseCsv(file, text)).map(withoutEscapes);
  const value = await parseYaml(file, text);
  const consumers = isMap(value) ? value.consumers : value;
  if (Array.isArray(consumers)) return consumers;
  throw new OnboardingError(
    'usage',
    `${file}: expected a list, or a map with the key consumers, as "export" writes it`,
  );
}

/** Reads consumer secrets by consumer key: CSV with the columns consumerKey and secret, or a YAML map. */
export async function parseSecrets(file: string, text: string): Promise<ReadonlyMap<string, string>> {
  if (file.toLowerCase().endsWith('.csv')) {
    const rows = await parseCsv(file, text);
    return new Map(rows.map(({ consumerKey = '', secret = '' }) => [consumerKey, secret]));
  }
  const value = await parseYaml(file, text);
  if (isMap(value) && Object.values(value).every((secret) => typeof secret === 'string')) {
    return new Map(Object.entries(value) as [string, string][]);
  }
  throw new OnboardingError(
    'usage',
    `${file}: expected a map of consumer key to consumer secret, the secrets in quotes`,
  );
}

/** Takes off the apostrophe that keeps spreadsheets from running a text as a formula. */
function withoutEscapes(record: ConsumerRecord): ConsumerRecord {
  return Object.fromEntries(Object.entries(record).map(([name, text]) => [name, text.replace(/^'(?=[=+\-@])/, '')]));
}

/** Both parsers quote what they read in their messages, which must not be shown where it may be a secret. */
async function parseCsv(file: string, text: string): Promise<ConsumerRecord[]> {
  const { parse } = await import('csv-parse/sync');
  try {
    return parse(text, { columns: true, skip_empty_lines: true, bom: true, trim: true });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
    throw new OnboardingError('usage', `${file} is not CSV with a line of column names: ${code}`);
  }
}

async function parseYaml(file: string, text: string): Promise<unknown> {
  const { parseDocument } = await import('yaml');
  const document = parseDocument(text, { prettyErrors: false });
  const [error] = document.errors;
  if (error) throw new OnboardingError('usage', `${file} is not YAML: ${error.code} at character ${error.pos[0]}`);
  return document.toJS() as unknown;
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
