/** Text of a YAML file → declared value, or every problem in it. Pure: reads no file. */
import { isMap, isScalar, type Document } from 'yaml';
import type { z } from 'zod';
import { type ConfigProblem, fileProblem } from '../problem';
import { readYaml } from './yaml-source';

export type Path = readonly PropertyKey[];

/** A parsed file: its value and its problems. */
export interface ParsedFile<T> {
  readonly file: string;
  /** What is left once every part with a problem is taken out; absent when that is too little for the shape. */
  readonly value?: T;
  readonly problems: readonly ConfigProblem[];
  /** A problem that only a look at other files shows, with the line of its path. */
  problemAt(path: Path, message: string, allowed: string): ConfigProblem;
}

/**
 * Parses one file against its shape; never throws.
 *
 * @param placeholders stand for required keys that are missing or wrong, so that the rest can be looked at
 */
export function parseFile<S extends z.ZodType>(
  file: string,
  source: string,
  shape: S,
  placeholders: Readonly<Record<string, unknown>>,
): ParsedFile<z.output<S>> {
  const yaml = readYaml(source);
  if ('faults' in yaml) {
    return unusable(
      file,
      yaml.faults.map((fault) => ({ file, path: '', ...fault })),
    );
  }
  const { document, lines, value: written } = yaml;
  if (written === null) {
    const allowed = shape.safeParse(written).error?.issues[0]?.message ?? 'a map';
    return unusable(file, [fileProblem(file, 'is empty', allowed)]);
  }
  const problemAt = (path: Path, message: string, allowed: string): ConfigProblem => ({
    file,
    line: lines.linePos(offsetOf(document, path)).line,
    path: path.map(String).join('.'),
    ...valueAt(written, path),
    message,
    allowed,
  });
  const { value, issues } = salvage(written, shape, placeholders);
  const problems = issues.flatMap((issue) => describe(written, issue, problemAt));
  return { file, problems, problemAt, ...(value !== undefined && { value }) };
}

/** A file of which nothing can be used. */
export function unusable(file: string, problems: readonly ConfigProblem[]): ParsedFile<never> {
  return {
    file,
    problems,
    problemAt: (path, message, allowed) => ({
      ...fileProblem(file, message, allowed),
      path: path.map(String).join('.'),
    }),
  };
}

/**
 * Parses as often as needed to see every problem: what is wrong is taken out, so that the checks behind it and those
 * across files run too, and a first mistake does not hide a second one.
 */
function salvage<S extends z.ZodType>(
  source: unknown,
  shape: S,
  placeholders: Readonly<Record<string, unknown>>,
): { value?: z.output<S>; issues: z.core.$ZodIssue[] } {
  const issues: z.core.$ZodIssue[] = [];
  const removed: Path[] = [];
  const rest = structuredClone(source);
  for (;;) {
    const result = shape.safeParse(rest);
    if (result.success) return { value: result.data, issues };
    const found = result.error.issues;
    issues.push(...found.filter((issue) => !follows(issue, removed)));
    const replaceable = found.filter(
      ({ path }) => path.length > 0 && lookUp(rest, path) === undefined && lookUp(placeholders, path) !== undefined,
    );
    const targets = found.filter((issue) => !replaceable.includes(issue)).flatMap((issue) => culprits(rest, issue));
    if (targets.length === 0 && replaceable.length === 0) return { issues };
    for (const path of targets) {
      removed.push(path);
      remove(rest, path);
    }
    for (const { path } of replaceable) {
      const parent = lookUp(rest, path.slice(0, -1));
      if (isRecord(parent)) (parent as Record<PropertyKey, unknown>)[path.at(-1)!] = lookUp(placeholders, path);
    }
  }
}

/** Whether an issue only says that a part was taken out; a rule over several keys is told of the untouched ones. */
function follows({ code, path }: z.core.$ZodIssue, removed: readonly Path[]): boolean {
  const around = code === 'custom' ? pointer(path.slice(0, -1)) : pointer(path);
  return removed.some((done) => pointer(done).startsWith(around) || pointer(path).startsWith(pointer(done)));
}

function pointer(path: Path) {
  return `/${path.map((key) => `${String(key)}/`).join('')}`;
}

/** The parts to take out: what the issue is about, or, when that is missing, what misses it. */
function culprits(source: unknown, issue: z.core.$ZodIssue): readonly Path[] {
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => [...issue.path, key]);
  if (lookUp(source, issue.path) !== undefined) return issue.path.length > 0 ? [issue.path] : [];
  return issue.path.length > 1 ? [issue.path.slice(0, -1)] : [];
}

function lookUp(source: unknown, path: Path): unknown {
  return path.reduce<unknown>((at, key) => (at as Record<PropertyKey, unknown> | undefined)?.[key], source);
}

function remove(source: unknown, path: Path): void {
  const parent = lookUp(source, path.slice(0, -1));
  // A list keeps its places, so that problems name the right ones; with a hole it goes as a whole in the next round.
  if (parent !== null && typeof parent === 'object') delete (parent as Record<PropertyKey, unknown>)[path.at(-1) ?? ''];
}

function describe(written: unknown, issue: z.core.$ZodIssue, problemAt: ParsedFile<unknown>['problemAt']) {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => problemAt([...issue.path, key], 'there is no such key', issue.message));
  }
  // Of a union, the branch for a map says more than the union as a whole once a map is there.
  if (issue.code === 'invalid_union' && isRecord(lookUp(written, issue.path))) {
    const inner = issue.errors.find((branch) => branch.some((entry) => entry.path.length > 0 || 'keys' in entry));
    if (inner) return inner.flatMap((entry): ConfigProblem[] => describe(written, under(issue.path, entry), problemAt));
  }
  if (issue.code === 'invalid_key') {
    return [problemAt(issue.path, 'the name is not allowed', issue.issues[0]?.message ?? issue.message)];
  }
  const missing = lookUp(written, issue.path) === undefined;
  return [problemAt(issue.path, missing ? 'is missing' : 'is not allowed', issue.message)];
}

function isRecord(value: unknown) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function under(path: Path, issue: z.core.$ZodIssue) {
  return { ...issue, path: [...path, ...issue.path] } as z.core.$ZodIssue;
}

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

function valueAt(written: unknown, path: Path): { value?: string } {
  if (path.length === 0) return {};
  const value = lookUp(written, path);
  if (value === undefined) return {};
  // JSON has no word for infinity.
  const json = typeof value === 'number' ? String(value) : JSON.stringify(value);
  return { value: json.length > 80 ? `${json.slice(0, 77)}...` : json };
}
