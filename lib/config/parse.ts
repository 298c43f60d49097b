/** Text of a YAML file → declared value, or every problem in it. Pure: reads no file. */
import { isMap, isScalar, LineCounter, parseDocument, type Document } from 'yaml';
import type { z } from 'zod';
import type { ConfigProblem } from './problem';

export type Path = readonly PropertyKey[];

/** A parsed file: its value where the shape holds, and its problems. */
export interface ParsedFile<T> {
  readonly file: string;
  /** Absent when there are problems. */
  readonly value?: T;
  readonly problems: readonly ConfigProblem[];
  /** A problem that only a look at other files shows, with the line of its path. */
  problemAt(path: Path, message: string, allowed: string): ConfigProblem;
}

/** Parses one file against its shape; never throws. */
export function parseFile<S extends z.ZodType>(file: string, source: string, shape: S): ParsedFile<z.output<S>> {
  const lines = new LineCounter();
  const document = parseDocument(source, { lineCounter: lines, uniqueKeys: true });
  const problemAt = (path: Path, message: string, allowed: string): ConfigProblem => ({
    file,
    line: lines.linePos(offsetOf(document, path)).line,
    path: path.map(String).join('.'),
    ...valueAt(document, path),
    message,
    allowed,
  });
  const syntax = document.errors.map((error) => ({
    file,
    line: error.linePos?.[0].line ?? 1,
    path: '',
    message: error.message.split('\n')[0]?.replace(/ at line.*$/, '') ?? error.code,
    allowed: 'well-formed YAML, each key once',
  }));
  if (syntax.length > 0) return { file, problems: syntax, problemAt };
  const result = shape.safeParse(document.toJS());
  if (result.success) return { file, value: result.data, problems: [], problemAt };
  return { file, problems: result.error.issues.flatMap((issue) => describe(document, issue, problemAt)), problemAt };
}

function describe(document: Document, issue: z.core.$ZodIssue, problemAt: ParsedFile<unknown>['problemAt']) {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => problemAt([...issue.path, key], 'there is no such key', issue.message));
  }
  // Of a union, the branch for a map says more than the union as a whole once a map is there.
  if (issue.code === 'invalid_union' && isMap(document.getIn(issue.path, true))) {
    const inner = issue.errors.find((branch) => branch.some((entry) => entry.path.length > 0 || 'keys' in entry));
    if (inner)
      return inner.flatMap((entry): ConfigProblem[] => describe(document, under(issue.path, entry), problemAt));
  }
  if (issue.code === 'invalid_key') {
    return [problemAt(issue.path, 'the name is not allowed', issue.issues[0]?.message ?? issue.message)];
  }
  const missing = document.getIn(issue.path) === undefined;
  return [problemAt(issue.path, missing ? 'is missing' : 'is not allowed', issue.message)];
}

const under = (path: Path, issue: z.core.$ZodIssue) =>
  ({ ...issue, path: [...path, ...issue.path] }) as z.core.$ZodIssue;

/** Where a path stands in the text: its key where it has one, else the nearest place above it. */
function offsetOf(document: Document, path: Path): number {
  for (let length = path.length; length > 0; length--) {
    const parent = document.getIn(path.slice(0, length - 1), true);
    const last = path[length - 1];
    const pair = isMap(parent)
      ? parent.items.find(({ key }) => isScalar(key) && String(key.value) === String(last))
      : undefined;
    const node = pair?.key ?? document.getIn(path.slice(0, length), true);
    const range = (node as { range?: readonly number[] } | undefined)?.range;
    if (range?.[0] !== undefined) return range[0];
  }
  return document.contents?.range?.[0] ?? 0;
}

function valueAt(document: Document, path: Path): { value?: string } {
  if (path.length === 0) return {};
  const node = document.getIn(path, true);
  if (node === undefined) return {};
  const json = JSON.stringify((node as { toJS(document: Document): unknown }).toJS(document));
  return { value: json.length > 80 ? `${json.slice(0, 77)}...` : json };
}
