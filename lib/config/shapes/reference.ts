/** Every key of the configuration files, for the README's table; read from the JSON Schemas that editors use. */
import { jsonSchemas } from './json-schema';

export interface ReferenceRow {
  /** Keys from the top of the file; `*` stands for any name, `[]` for an entry of a list. */
  readonly key: string;
  /** The first sentence says what it is, the rest what holds when it is absent. */
  readonly description: string;
  readonly required: boolean;
}

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly description?: string;
}

/** Rows of one kind of file, in the order of the shape. */
export function reference(file: 'platform' | 'reseller'): readonly ReferenceRow[] {
  return rows('', JSON.parse(jsonSchemas()[`${file}.schema.json`] ?? '{}') as Schema);
}

function rows(
  prefix: string,
  { properties = {}, required = [], additionalProperties, items, anyOf = [] }: Schema,
): ReferenceRow[] {
  const own = Object.entries(properties).flatMap(([name, schema]) => {
    const key = prefix ? `${prefix}.${name}` : name;
    return [{ key, description: schema.description ?? '', required: required.includes(name) }, ...rows(key, schema)];
  });
  const named = typeof additionalProperties === 'object' ? rows(`${prefix}.*`, additionalProperties) : [];
  const listed = items ? rows(`${prefix}[]`, items) : [];
  return [...own, ...named, ...listed, ...anyOf.flatMap((schema) => rows(prefix, schema))];
}

/** The rows as a Markdown table. */
export function referenceTable(file: 'platform' | 'reseller'): string {
  const lines = reference(file).map(
    ({ key, description, required }) => `| \`${key}\` | ${required ? 'yes' : ''} | ${description} |`,
  );
  return ['| key | required | meaning |', '| --- | --- | --- |', ...lines].join('\n');
}
