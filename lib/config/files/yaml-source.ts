import { type Document, isScalar, LineCounter, parseDocument, visit, type YAMLError } from 'yaml';

/** A mistake in the YAML itself. */
export interface YamlFault {
  /** Line, from 1 on. */
  readonly line: number;
  readonly message: string;
  readonly allowed: string;
}

export type YamlSource =
  | { readonly document: Document; readonly lines: LineCounter; readonly value: unknown }
  | { readonly faults: readonly YamlFault[] };

/** Most values that aliases may expand to; real files have few or none. */
const MAX_ALIASES = 100;

/** Reads a text with one YAML document: returns its value, or every fault in it. Pure; never throws. */
export function readYaml(source: string): YamlSource {
  const lines = new LineCounter();
  const document = parseDocument(source, { lineCounter: lines, uniqueKeys: true, logLevel: 'error' });
  const faults = [
    // The parser warns of tags and directives that it does not know.
    ...[...document.errors, ...document.warnings].map((error) => faultOf(error, document, source)),
    ...aliasFaults(document, lines),
  ];
  return faults.length > 0 ? { faults } : expanded(document, lines);
}

function expanded(document: Document, lines: LineCounter): YamlSource {
  try {
    return { document, lines, value: document.toJS({ maxAliasCount: MAX_ALIASES }) as unknown };
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error;
    return {
      faults: [
        { line: 1, message: 'too many aliases', allowed: `aliases that expand to at most ${MAX_ALIASES} values` },
      ],
    };
  }
}

function faultOf(error: YAMLError, document: Document, source: string): YamlFault {
  const line = error.linePos?.[0].line ?? 1;
  if (error.code === 'DUPLICATE_KEY')
    return { line, message: `duplicate key ${keyAt(document, error.pos[0])}`, allowed: 'each key once' };
  if (error.code === 'MULTIPLE_DOCS')
    return { line, message: 'second document in this file', allowed: 'one document, not followed by ---' };
  if (error.code === 'TAG_RESOLVE_FAILED')
    return { line, message: `unknown tag ${source.slice(...error.pos)}`, allowed: 'values without tags' };
  const [message = error.code] = error.message.split('\n');
  return { line, message: message.replace(/ at line.*$/, ''), allowed: 'well-formed YAML' };
}

function keyAt(document: Document, offset: number): string {
  let found = '';
  visit(document, {
    Pair(_, { key }) {
      if (isScalar(key) && key.range?.[0] === offset) found = String(key.value);
    },
  });
  return found;
}

/** Finds aliases without an anchor, and aliases inside their own anchor, which would expand without end. */
function aliasFaults(document: Document, lines: LineCounter): YamlFault[] {
  const faults: YamlFault[] = [];
  visit(document, {
    Alias(_, alias) {
      const at = alias.range?.[0] ?? 0;
      const anchored = alias.resolve(document);
      const end = anchored?.range?.[1];
      if (anchored && (end === undefined || at >= end)) return;
      const message = anchored ? `the alias *${alias.source} contains itself` : `there is no anchor &${alias.source}`;
      faults.push({ line: lines.linePos(at).line, message, allowed: 'an alias that follows its anchor' });
    },
  });
  return faults;
}
