import { z } from 'zod';
import { jsonSchemas } from './json-schema';

/** A key of the configuration files. */
export interface ReferenceRow {
  /** Keys from the top of the file; `*` stands for any name, `[]` for an entry of a list. */
  readonly key: string;
  /** Meaning and default. */
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

/** Lists every key of one kind of file, in the order of its JSON Schema. */
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

/** Renders the keys of one kind of configuration file as a Markdown table. */
export function referenceTable(file: 'platform' | 'reseller'): string {
  return keyTable(reference(file));
}

/** Renders the keys of a shape as a Markdown table. */
export function shapeTable(shape: z.ZodType): string {
  return keyTable(shapeKeys(shape));
}

/** Lists every key of a shape. */
export function shapeKeys(shape: z.ZodType): readonly ReferenceRow[] {
  return rows('', z.toJSONSchema(shape, { io: 'input' }) as Schema);
}

function keyTable(keys: readonly ReferenceRow[]): string {
  const lines = keys.map(
    ({ key, description, required }) => `| \`${key}\` | ${required ? 'yes' : ''} | ${description} |`,
  );
  return ['| key | required | meaning |', '| --- | --- | --- |', ...lines].join('\n');
}
