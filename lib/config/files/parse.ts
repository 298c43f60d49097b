import { type Document, isMap, isScalar } from 'yaml';
import type { z } from 'zod';
import { readYaml } from '../../files/yaml-source';
import { type ConfigProblem, fileProblem } from '../problem';
import { describeIssue, shownValue } from './describe-issue';
import { lookUp, type Path, salvage } from './salvage';

/** A parsed file: its value and its problems. */
export interface ParsedFile<T> {
  /** The file without the parts that have problems; absent if too little is left for the shape. */
  readonly value?: T;
  readonly problems: readonly ConfigProblem[];
  /** Makes a problem that was found outside this file, with the line of its path. */
  problemAt(path: Path, message: string, allowed: string): ConfigProblem;
}

/**
 * Parses the text of a YAML file against its shape. Pure; never throws.
 *
 * @param file name for problems
 * @param placeholders stand in for required keys that are missing or wrong, so that the rest can be checked
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
      yaml.faults.map(({ line, message, detail, allowed }) => ({
        file,
        line,
        path: '',
        message: detail ?? message,
        allowed,
      })),
    );
  }
  const { document, lines, value: written } = yaml;
  if (written === null) {
    const allowed = shape.safeParse(written).error?.issues[0]?.message ?? 'a map';
    return unusable(file, [fileProblem(file, 'this file is empty', allowed)]);
  }
  const problemAt = (path: Path, message: string, allowed: string): ConfigProblem => ({
    file,
    line: lines.linePos(offsetOf(document, path)).line,
    path: path.map(String).join('.'),
    ...valueAt(document, written, path),
    message,
    allowed,
  });
  const { value, issues } = salvage(written, shape, placeholders);
  const problems = issues.flatMap((issue) => describeIssue(written, issue, problemAt));
  return { problems, problemAt, ...(value !== undefined && { value }) };
}

/** Returns a parsed file without a value. */
export function unusable(file: string, problems: readonly ConfigProblem[]): ParsedFile<never> {
  return {
    problems,
    problemAt: (path, message, allowed) => ({
      ...fileProblem(file, message, allowed),
      path: path.map(String).join('.'),
    }),
  };
}

/** Returns the offset of a path in the text: its key if it has one, otherwise the nearest place above it. */
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

function valueAt(document: Document, written: unknown, path: Path): { value?: string } {
  if (path.length === 0) return {};
  const value = lookUp(written, path);
  if (value === undefined) return {};
  // As written: JSON cannot represent infinity, and a number has lost its leading zeros.
  const node = typeof value === 'number' ? document.getIn(path, true) : undefined;
  return { value: shownValue(value, isScalar(node) ? node.source : undefined) };
}
