import { OnboardingError } from '../../onboarding/errors';

/** A row of a CSV file: texts by column, and the number of its last line. */
export interface CsvRow {
  readonly record: Readonly<Record<string, string>>;
  readonly line: number;
}

/**
 * Reads CSV with a line of column names.
 *
 * @param demanded columns that must exist
 * @throws OnboardingError `usage`; its message repeats nothing of the file, which may contain secrets
 */
export async function parseCsv(
  file: string,
  text: string,
  demanded: readonly string[] = [],
): Promise<readonly CsvRow[]> {
  const { CsvError, parse } = await import('csv-parse/sync');
  const checked = (names: string[]) => {
    if (demanded.every((name) => names.includes(name))) return names;
    const expected = `a line of column names with: ${demanded.join(', ')}`;
    throw new OnboardingError('usage', `${file}, line 1: expected ${expected}`);
  };
  const options = { columns: checked, skip_empty_lines: true, bom: true, trim: true, info: true } as const;
  try {
    const rows = parse(text, options) as unknown as readonly {
      readonly record: CsvRow['record'];
      readonly info: { readonly lines: number };
    }[];
    return rows.map(({ record, info }) => ({ record, line: info.lines }));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const { code, lines, columns, record } = error as typeof error & Readonly<Record<string, unknown>>;
    throw new OnboardingError('usage', `${file}, line ${Number(lines)}: ${csvProblem(code, columns, record)}`);
  }
}

function csvProblem(code: string, columns: unknown, record: unknown): string {
  if (code === 'CSV_RECORD_INCONSISTENT_COLUMNS' && Array.isArray(columns) && Array.isArray(record)) {
    return `got ${record.length} fields, expected ${columns.length}, as in the line of column names`;
  }
  if (code === 'CSV_QUOTE_NOT_CLOSED') return 'a quote is not closed';
  if (code === 'INVALID_OPENING_QUOTE')
    return 'a quote is inside a field; put the field in quotes and double the quote';
  return `expected CSV with a line of column names (${code})`;
}

/** Value of a YAML file, and the lines of its items. */
export interface YamlFile {
  readonly value: unknown;
  /** First line of each item of the file's list, or of the list under a key. */
  readonly itemLines: (key?: string) => readonly number[];
}

/**
 * Reads YAML.
 *
 * @param content `secret`: messages repeat nothing of the file
 * @throws OnboardingError `usage`, with every problem and its line
 */
export async function parseYaml(file: string, text: string, content: 'plain' | 'secret'): Promise<YamlFile> {
  const { isNode, isSeq, LineCounter, parseDocument } = await import('yaml');
  const lines = new LineCounter();
  const document = parseDocument(text, { prettyErrors: false, lineCounter: lines });
  const lineAt = (offset: number) => lines.linePos(offset).line;
  if (document.errors.length > 0) {
    const problems = document.errors.map(({ code, message, pos: [offset] }) => {
      const line = lineAt(offset);
      const told = content === 'plain' ? `${keyOf(text, line)}${message.split('\n')[0]}` : code;
      return `${file}, line ${line}: not YAML: ${told}`;
    });
    throw new OnboardingError('usage', problems.join('\n'));
  }
  return {
    value: document.toJS() as unknown,
    itemLines: (key) => {
      const list = key === undefined ? document.contents : document.get(key, true);
      if (!isSeq(list)) return [];
      return list.items.map((item) => lineAt((isNode(item) && item.range?.[0]) || 0));
    },
  };
}

/** The key at the start of a line of YAML. */
function keyOf(text: string, line: number): string {
  const [, key] = /^[\s-]*([A-Za-z][\w-]*)\s*:/.exec(text.split('\n')[line - 1] ?? '') ?? [];
  return key === undefined ? '' : `${key}: `;
}
