/** JSON Schemas of the configuration files, for editors; generated from the shapes that the parser holds. */
import { z } from 'zod';
import { PLATFORM } from './platform-shape';
import { RESELLER } from './reseller-shape';

/** File name below config/schema → its text. */
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
