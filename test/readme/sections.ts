import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'prettier';
import { DENY_REFUSALS, GATEWAY_REFUSALS, type Refusal } from '../../lambda/authorizer/contract';
import { jsonSchemas } from '../../lib/config/json-schema';

const ROOT = join(__dirname, '..', '..');

/** Path of the README. */
export const README = join(ROOT, 'README.md');

type Row = readonly string[];

/** The parts of the README that are made from the code, by the name of their marker. */
export const SECTIONS: Readonly<Record<string, () => string>> = {
  refusals: () =>
    table(
      ['status', '`code`', '`oauth_problem`', 'what is wrong', 'what to do'],
      [...Object.entries(DENY_REFUSALS), ...Object.entries(GATEWAY_REFUSALS)].map(([code, refusal]) =>
        refusalRow(code, refusal),
      ),
    ),
  'platform keys': () => keysTable('platform.schema.json'),
  'reseller keys': () => keysTable('reseller.schema.json'),
};

/** The README with every section made anew. */
export async function withSections(readme: string): Promise<string> {
  const filled = Object.entries(SECTIONS).reduce((text, [name, make]) => {
    const begin = `<!-- ${name} -->`;
    const start = text.indexOf(begin) + begin.length;
    const end = text.indexOf('<!-- end -->', start);
    if (start < begin.length || end < 0) throw new Error(`README.md has no section between ${begin} and <!-- end -->`);
    return `${text.slice(0, start)}\n\n${make()}\n\n${text.slice(end)}`;
  }, readme);
  return format(filled, {
    parser: 'markdown',
    ...(JSON.parse(readFileSync(join(ROOT, '.prettierrc.json'), 'utf8')) as object),
  });
}

function refusalRow(code: string, refusal: Refusal & { problem?: string }): Row {
  return [String(refusal.status), `\`${code}\``, refusal.problem ?? '', refusal.message, refusal.remedy];
}

interface Schema {
  readonly type?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly required?: readonly string[];
  readonly anyOf?: readonly Schema[];
}

function keysTable(file: string): string {
  const schema = JSON.parse(jsonSchemas()[file] ?? '') as Schema;
  return table(['key', 'meaning'], keyRows(schema, ''));
}

/** One row a key, two levels deep; deeper ones are told by the editor, from the schema. */
function keyRows(schema: Schema, prefix: string): Row[] {
  return Object.entries(schema.properties ?? {}).flatMap(([key, value]) => {
    const path = `${prefix}${key}`;
    const mark = schema.required?.includes(key) ? ' (required)' : '';
    const row = [`\`${path}\`${mark}`, value.description ?? ''];
    return prefix.includes('.') ? [row] : [row, ...keyRows(value, `${path}.`)];
  });
}

function table(head: Row, rows: readonly Row[]): string {
  const line = (cells: Row) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
