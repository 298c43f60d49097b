import { z } from 'zod';
import { PLATFORM } from './platform-shape';
import { RESELLER } from './reseller-shape';

/**
 * Renders the JSON Schemas of the configuration files, for editors, from the shapes that the parser uses.
 *
 * @returns text by file name below config/schema
 */
export function jsonSchemas(): Readonly<Record<string, string>> {
  return {
    'platform.schema.json': render('Platform settings of an environment', PLATFORM),
    'reseller.schema.json': render('A reseller', RESELLER),
  };
}

function render(title: string, shape: z.ZodType): string {
  const { $schema, ...schema } = z.toJSONSchema(shape, { target: 'draft-7', unrepresentable: 'throw' });
  return `${JSON.stringify({ $schema, title, ...schema }, undefined, 2)}\n`;
}
