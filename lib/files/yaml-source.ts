import {
  type Alias,
  type Document,
  type ErrorCode,
  isAlias,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  type Scalar,
  type ScalarTag,
  visit,
  type YAMLError,
} from 'yaml';

/** A mistake in the YAML itself. */
export interface YamlFault {
  /** Line, from 1 on. */
  readonly line: number;
  /** The mistake, in words that repeat nothing of the file. */
  readonly message: string;
  readonly allowed: string;
  /** The mistake as the parser reports it, or with a name from the file. Not for files that may hold secrets. */
  readonly detail?: string;
}

export type YamlSource =
  | { readonly document: Document; readonly lines: LineCounter; readonly value: unknown }
  | { readonly faults: readonly YamlFault[] };

/** Most values that all aliases together may expand to; real files have few or none. */
const MAX_ALIASED = 10_000;

/** In texts, only these are nothing; `Null` and `no` may be names. */
const NO_TEXT: ScalarTag = {
  tag: 'tag:yaml.org,2002:null',
  default: true,
  test: /^(?:~|null)?$/,
  resolve: () => null,
};

/**
 * Reads a text with one YAML document, or JSON: returns its value, or every fault in it. Keys are always texts, as
 * written. Pure; never throws.
 *
 * @param scalars `typed`: numbers and booleans are recognized; `text`: every scalar is a text as written, and nothing
 *   or `null` is null
 */
export function readYaml(source: string, scalars: 'typed' | 'text' = 'typed'): YamlSource {
  try {
    return parse(source, scalars);
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return { faults: [{ line: 1, message: 'this cannot be read', allowed: 'well-formed YAML', detail }] };
  }
}

function parse(written: string, scalars: 'typed' | 'text'): YamlSource {
  // The parser does not know the line ends of old Macs.
  const source = written.replaceAll(/\r(?!\n)/g, '\n');
  const lines = new LineCounter();
  const document = parseDocument(source, {
    lineCounter: lines,
    logLevel: 'error',
    // Found below, by their texts and with both places.
    uniqueKeys: false,
    // Named, so that a %YAML directive does not choose another.
    ...(scalars === 'typed' ? { schema: 'core' } : { schema: 'failsafe', customTags: [NO_TEXT] }),
  });
  const lineAt = (node: unknown) => lines.linePos((isNode(node) && node.range?.[0]) || 0).line;
  const faults = [
    // The parser warns of tags and directives that it does not know.
    ...[...document.errors, ...document.warnings].map((error) => faultOf(error, source)),
    ...keyFaults(document, lineAt),
    ...aliasFaults(document, lineAt),
  ];
  if (faults.length > 0) return { faults: faults.toSorted((a, b) => a.line - b.line) };
  return { document, lines, value: document.toJS({ maxAliasCount: -1 }) as unknown };
}

const QUOTED = 'a text with special characters in quotes';
/** By error code: the mistake and what is allowed. */
const MISTAKES: Readonly<Partial<Record<ErrorCode, readonly [message: string, allowed: string]>>> = {
  MULTIPLE_DOCS: ['second document in this file', 'one document, not followed by ---'],
  TAG_RESOLVE_FAILED: ['unknown tag', 'values without tags; a text that begins with ! in quotes'],
  BAD_SCALAR_START: ['a text begins with a character that has a meaning in YAML', 'the text in quotes'],
  BAD_ALIAS: ['malformed anchor or alias', 'a text that begins with & or * in quotes'],
  BAD_DQ_ESCAPE: ['unknown escape sequence in double quotes', 'a doubled backslash, or the text in single quotes'],
  BLOCK_AS_IMPLICIT_KEY: ['a second colon in one line', 'one key in a line; a text with a colon in quotes'],
  BAD_INDENT: ['wrong indentation, or a bracket that is not closed', 'the same number of spaces for all keys of a map'],
  TAB_AS_INDENT: ['a tab as indentation', 'spaces'],
};

function faultOf({ code, message: told, pos, linePos }: YAMLError, source: string): YamlFault {
  const [message, allowed] = MISTAKES[code] ?? ['malformed YAML', `well-formed YAML, ${QUOTED}`];
  const detail = code === 'TAG_RESOLVE_FAILED' ? `unknown tag ${source.slice(...pos)}` : firstLine(told);
  return { line: linePos?.[0].line ?? 1, message, allowed, ...(code !== 'MULTIPLE_DOCS' && { detail }) };
}

function firstLine(message: string): string {
  return (message.split('\n')[0] ?? '').replace(/ at line.*$/, '');
}

/** Finds keys that are not texts, merge keys and duplicates. Makes every key a text, as written. */
function keyFaults(document: Document, lineAt: (node: unknown) => number): YamlFault[] {
  const faults: YamlFault[] = [];
  visit(document, {
    Map(_, map) {
      const seen = new Map<string, number>();
      for (const { key } of map.items) {
        const line = lineAt(key);
        const name = isScalar(key) ? nameOf(key) : undefined;
        if (name === undefined) {
          faults.push({ line, message: 'a key that is not text', allowed: 'text as keys' });
          continue;
        }
        if (name === '<<' && (key as Scalar).type === 'PLAIN') {
          faults.push({ line, message: 'merge keys (<<) are not supported', allowed: 'the keys themselves' });
        }
        const first = seen.get(name);
        if (first === undefined) seen.set(name, line);
        else faults.push(duplicate(name, line, first));
      }
    },
  });
  return faults;
}

function duplicate(name: string, line: number, first: number): YamlFault {
  const place = first === line ? 'in the same line' : `first in line ${first}`;
  return {
    line,
    message: `duplicate key, ${place}`,
    allowed: 'each key once',
    detail: `duplicate key ${name}, ${place}`,
  };
}

/** Returns the text of a key as written, `undefined` where there is none. */
function nameOf(key: Scalar): string | undefined {
  if (typeof key.value !== 'string' && key.source) key.value = key.source;
  return typeof key.value === 'string' ? key.value : undefined;
}

const ALIAS_ALLOWED = 'an alias that follows its anchor; a text that begins with * in quotes';

/** Finds aliases without an anchor, inside their own anchor, and those that expand to too much. */
function aliasFaults(document: Document, lineAt: (node: unknown) => number): YamlFault[] {
  const faults: YamlFault[] = [];
  const anchors = new Map<string, Node>();
  /** By node: how many values it expands to. */
  const sizes = new Map<Node, number>();
  let aliased = 0;
  const aliasFault = (alias: Alias): Omit<YamlFault, 'line'> | undefined => {
    const anchored = anchors.get(alias.source);
    if (!anchored) {
      const detail = `there is no anchor &${alias.source}`;
      return { message: 'an alias without an anchor', allowed: ALIAS_ALLOWED, detail };
    }
    if ((alias.range?.[0] ?? 0) < (anchored.range?.[1] ?? Infinity)) {
      const detail = `the alias *${alias.source} contains itself`;
      return { message: 'an alias contains itself', allowed: ALIAS_ALLOWED, detail };
    }
    const size = sizeOf(anchored, sizes);
    sizes.set(alias, size);
    aliased += size;
    if (aliased <= MAX_ALIASED) return undefined;
    return { message: 'too many aliases', allowed: `aliases that expand to at most ${MAX_ALIASED} values` };
  };
  visit(document, {
    Node(_, node) {
      if (!isAlias(node)) {
        if (node.anchor !== undefined) anchors.set(node.anchor, node);
        return undefined;
      }
      const fault = aliasFault(node);
      if (fault) faults.push({ line: lineAt(node), ...fault });
      return aliased > MAX_ALIASED ? visit.BREAK : undefined;
    },
  });
  return faults;
}

function sizeOf(node: unknown, sizes: Map<Node, number>): number {
  if (isPair(node)) return sizeOf(node.key, sizes) + sizeOf(node.value, sizes);
  if (!isNode(node)) return 0;
  const known = sizes.get(node);
  if (known !== undefined) return known;
  const items: readonly unknown[] = isMap(node) || isSeq(node) ? node.items : [];
  const size = items.reduce<number>((sum, item) => sum + sizeOf(item, sizes), 1);
  sizes.set(node, size);
  return size;
}
