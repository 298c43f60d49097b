import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';

/** Root of the project. */
export const ROOT = join(__dirname, '..', '..');

/** One import statement: who imports what; `target` is a path from the root, or a package or `node:` name. */
export interface Import {
  readonly file: string;
  readonly target: string;
}

/** One row of the import table. */
export interface ImportRule {
  readonly prefix: string;
  readonly allowed: readonly string[];
}

/** Every TypeScript file below a folder, as a path from the root. */
export function sourceFiles(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => join(folder, name));
}

const FROM = /(?:^(?:import|export)\b[^;'"]*\bfrom|^import|\bimport\(|\brequire\()\s*['"]([^'"\s]+)['"]/gm;

/** Imports of a file, type imports and dynamic ones included. */
export function importsOf(file: string): Import[] {
  const source = readFileSync(join(ROOT, file), 'utf8');
  return [...source.matchAll(FROM)].map(([, name = '']) => ({
    file,
    target: name.startsWith('.') ? relative(ROOT, normalize(join(ROOT, dirname(file), name))) : packageName(name),
  }));
}

function packageName(name: string): string {
  if (name.startsWith('node:')) return name;
  return name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/');
}

/** The import table of `docs/reference/layout.md`: rows between the two markers, `| \`prefix\` | \`a\`, \`b\` | … |`. */
export function importTable(readme: string): ImportRule[] {
  const [, table = ''] = /<!-- import table -->([\s\S]*?)<!-- end -->/.exec(readme) ?? [];
  return table
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => {
      const [, first = '', second = ''] = line.split('|');
      return { prefix: names(first)[0] ?? '', allowed: names(second) };
    });
}

function names(cell: string): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name);
}

/** The rule for a file is the one with the longest prefix. */
export function ruleFor(file: string, rules: readonly ImportRule[]): ImportRule | undefined {
  return rules.filter((rule) => file.startsWith(rule.prefix)).toSorted((a, b) => b.prefix.length - a.prefix.length)[0];
}

/** A file may import its own folder of the table, and what the row names: a path prefix, a package, `node:*`. */
export function isAllowed(target: string, rule: ImportRule): boolean {
  return [rule.prefix, ...rule.allowed].some((allowed) => {
    if (allowed.endsWith('*')) return target.startsWith(allowed.slice(0, -1));
    return (
      target === allowed ||
      `${target}.ts` === allowed ||
      target.startsWith(allowed.endsWith('/') ? allowed : `${allowed}/`)
    );
  });
}
