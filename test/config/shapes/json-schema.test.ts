import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { jsonSchemas } from '../../../lib/config/shapes/json-schema';

const CONFIG = join(__dirname, '../../../config');
const yamlFiles = readdirSync(CONFIG, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.yaml'));

test.each(Object.entries(jsonSchemas()))(
  'config/schema/%s is the one of the code (npm run config-schema writes it)',
  (name, text) => {
    expect(readFileSync(join(CONFIG, 'schema', name), 'utf8')).toBe(text);
  },
);

test.each(yamlFiles)('%s names its schema for editors', (name) => {
  const schema = name.includes('resellers/') ? 'reseller.schema.json' : 'platform.schema.json';
  const path = relative(join(CONFIG, dirname(name)), join(CONFIG, 'schema', schema));
  expect(readFileSync(join(CONFIG, name), 'utf8').split('\n')[0]).toBe(`# yaml-language-server: $schema=${path}`);
});

test.each(Object.entries(jsonSchemas()))('%s describes each of its keys', (_name, text) => {
  const { properties } = JSON.parse(text) as { properties: Record<string, { description?: string }> };
  expect(Object.entries(properties).filter(([, { description }]) => !description)).toEqual([]);
});

test('schemas refuse unknown keys, as the parser does', () => {
  for (const text of Object.values(jsonSchemas())) {
    expect(JSON.parse(text)).toMatchObject({ additionalProperties: false });
  }
});
