import { OnboardingError } from '../../onboarding/errors';

/** A row of a CSV file: texts by column, and its last line. */
export interface CsvRow {
  readonly record: Readonly<Record<string, string>>;
  readonly line: number;
}

/**
 * Reads CSV with a line of column names. Throws; the message repeats nothing of the file, which may hold secrets.
 *
 * @param demanded columns that there have to be
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
  if (code === 'CSV_QUOTE_NOT_CLOSED') return 'a quote is opened and not closed';
  if (code === 'INVALID_OPENING_QUOTE')
    return 'a quote stands inside of a field; put the field in quotes, and double it';
  return `expected CSV with a line of column names (${code})`;
}

/** The value of a YAML file, and the lines of its items. */
export interface YamlFile {
  readonly value: unknown;
  /** First line of each item of the list that is the file, or a key of it. */
  readonly itemLines: (key?: string) => readonly number[];
}

/** Reads YAML. Throws with every problem and its line; nothing is repeated of a file that holds secrets. */
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

/** The key that a line of YAML begins with. */
function keyOf(text: string, line: number): string {
  const [, key] = /^[\s-]*([A-Za-z][\w-]*)\s*:/.exec(text.split('\n')[line - 1] ?? '') ?? [];
  return key === undefined ? '' : `${key}: `;
}
