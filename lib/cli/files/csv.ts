import { OnboardingError } from '../../onboarding/errors';
import type { InputText } from './read-input';

/** A row of a CSV file: texts by column, and the number of its last line. */
export interface CsvRow {
  readonly record: Readonly<Record<string, string>>;
  readonly line: number;
}

/** A line of the file, before its fields have names. */
interface Fields {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

const DELIMITERS = [',', ';', '\t'];

/**
 * Reads CSV with a line of column names, as spreadsheets write it: separated by commas, semicolons or tabs, with or
 * without a `sep=` line, with empty rows and columns, and with any line ends.
 *
 * @param required columns that must exist
 * @throws OnboardingError `usage`; its message repeats nothing of the file, which may contain secrets
 */
export async function readCsv({ name, text }: InputText, required: readonly string[]): Promise<readonly CsvRow[]> {
  const refuse = (line: number, problem: string) => new OnboardingError('usage', `${name}, line ${line}: ${problem}`);
  const [header, ...rows] = await readFields(text, refuse);
  if (!header) return [];
  const names = withoutTrailing(header.record);
  const line = header.info.lines;
  if (!required.every((column) => names.includes(column))) {
    throw refuse(line, `expected a line of column names with: ${required.join(', ')}`);
  }
  const again = names.findIndex((column, index) => column !== '' && names.indexOf(column) < index);
  if (again >= 0) {
    throw refuse(line, `columns ${names.indexOf(names[again] ?? '') + 1} and ${again + 1} have the same name`);
  }
  const problems = rows.flatMap((row) => rowProblem(row, names));
  const [first] = problems;
  if (first) {
    const more = problems.length > 1 ? ` (and ${problems.length - 1} more rows like this)` : '';
    throw refuse(first.line, first.problem + more);
  }
  return rows.map(({ record, info }) => ({
    record: Object.fromEntries(
      names.flatMap((column, index) => (column === '' ? [] : [[column, record[index] ?? '']])),
    ),
    line: info.lines,
  }));
}

type Refuse = (line: number, problem: string) => OnboardingError;

async function readFields(source: string, refuse: Refuse): Promise<readonly Fields[]> {
  const { CsvError, parse } = await import('csv-parse/sync');
  const text = source.replaceAll(/\r\n?/g, '\n');
  const [separator, named] = /^"?sep=(.)"?(?=\n)/i.exec(text) ?? [''];
  // Keeps the line end of the separator line, so that line numbers stay right.
  const table = text.slice(separator.length);
  try {
    return parse(table, {
      delimiter: named ?? delimiterOf(table),
      record_delimiter: '\n',
      relax_column_count: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
      trim: true,
      info: true,
    }) as unknown as readonly Fields[];
  } catch (error) {
    if (!(error instanceof CsvError)) throw refuse(1, 'cannot be read as CSV');
    const { code, lines } = error as typeof error & { readonly lines?: unknown };
    throw refuse(Number(lines ?? 1), PROBLEMS[code] ?? `expected CSV with a line of column names (${code})`);
  }
}

const PROBLEMS: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'a quote is not closed',
  CSV_INVALID_CLOSING_QUOTE: 'text follows a closing quote; double each quote inside a quoted field',
  INVALID_OPENING_QUOTE: 'a quote is inside a field; put the field in quotes and double the quote',
};

/** Returns the separator that the line of column names contains most often. */
function delimiterOf(table: string): string {
  const [header = ''] = table.trimStart().split('\n', 1);
  const counts = DELIMITERS.map((delimiter) => header.split(delimiter).length);
  return DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ',';
}

/** Returns columns without those that end the line and have no name. */
function withoutTrailing(columns: readonly string[]): readonly string[] {
  return columns.slice(0, columns.findLastIndex((column) => column !== '') + 1);
}

function rowProblem({ record, info: { lines: line } }: Fields, names: readonly string[]) {
  const got = withoutTrailing(record).length;
  const unnamed = record.findIndex((value, index) => value !== '' && index < names.length && names[index] === '');
  if (unnamed >= 0) return [{ line, problem: `column ${unnamed + 1} has a value but no name` }];
  if (got <= names.length && record.length >= names.length) return [];
  const shown = got > names.length ? got : record.length;
  const fields = shown === 1 ? '1 field' : `${shown} fields`;
  return [{ line, problem: `got ${fields}, expected ${names.length}, as in the line of column names` }];
}
