/** Text → YAML document and its value, or what is wrong with it as YAML, in words of ours. Pure. */
import { type Document, isScalar, LineCounter, parseDocument, visit, type YAMLError } from 'yaml';

/** A place in the text, and what is wrong there. */
export interface YamlFault {
  /** Line, from 1 on. */
  readonly line: number;
  readonly message: string;
  readonly allowed: string;
}

export type YamlSource =
  | { readonly document: Document; readonly lines: LineCounter; readonly value: unknown }
  | { readonly faults: readonly YamlFault[] };

/** What aliases may multiply to; real files have none or a few. */
const MAX_ALIASES = 100;

/** Reads one YAML document; never throws. */
export function readYaml(source: string): YamlSource {
  const lines = new LineCounter();
  const document = parseDocument(source, { lineCounter: lines, uniqueKeys: true, logLevel: 'error' });
  const faults = [
    // A warning is a tag or directive that nobody here understands.
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
    return { faults: [{ line: 1, message: 'has too many aliases', allowed: `${MAX_ALIASES} or fewer, expanded` }] };
  }
}

function faultOf(error: YAMLError, document: Document, source: string): YamlFault {
  const line = error.linePos?.[0].line ?? 1;
  if (error.code === 'DUPLICATE_KEY')
    return { line, message: `the key ${keyAt(document, error.pos[0])} stands twice`, allowed: 'each key once' };
  if (error.code === 'MULTIPLE_DOCS')
    return { line, message: 'holds a second document', allowed: 'one document, without --- behind it' };
  if (error.code === 'TAG_RESOLVE_FAILED')
    return { line, message: `there is no tag ${source.slice(...error.pos)}`, allowed: 'values without tags' };
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

/** Aliases without an anchor, and those inside of what they stand for, which would never end. */
function aliasFaults(document: Document, lines: LineCounter): YamlFault[] {
  const faults: YamlFault[] = [];
  visit(document, {
    Alias(_, alias) {
      const at = alias.range?.[0] ?? 0;
      const anchored = alias.resolve(document);
      const end = anchored?.range?.[1];
      if (anchored && (end === undefined || at >= end)) return;
      const message = anchored ? `the alias *${alias.source} stands for itself` : `there is no anchor &${alias.source}`;
      faults.push({ line: lines.linePos(at).line, message, allowed: 'an alias of an anchor before it' });
    },
  });
  return faults;
}
