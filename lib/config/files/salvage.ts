import type { z } from 'zod';
import { isObject } from '../../is-object';

export type Path = readonly PropertyKey[];

/**
 * Parses as often as needed to find every problem. What is wrong is removed, or replaced by a placeholder, so that a
 * first mistake does not keep later checks from running.
 *
 * @param placeholders stand in for required keys that are missing or wrong
 * @returns every issue, and the value without the wrong parts unless too little is left for the shape
 */
export function salvage<S extends z.ZodType>(
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
      if (isObject(parent)) (parent as Record<PropertyKey, unknown>)[path.at(-1)!] = lookUp(placeholders, path);
    }
  }
}

/** True if an issue only reports a part that was removed. A rule over several keys counts if none of them was. */
function follows({ code, path }: z.core.$ZodIssue, removed: readonly Path[]): boolean {
  const around = code === 'custom' ? pointer(path.slice(0, -1)) : pointer(path);
  return removed.some((done) => pointer(done).startsWith(around) || pointer(path).startsWith(pointer(done)));
}

function pointer(path: Path): string {
  return `/${path.map((key) => `${String(key)}/`).join('')}`;
}

/** Returns the parts to remove: what the issue is about or, where that is missing, what lacks it. */
function culprits(source: unknown, issue: z.core.$ZodIssue): readonly Path[] {
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => [...issue.path, key]);
  if (lookUp(source, issue.path) !== undefined) return issue.path.length > 0 ? [issue.path] : [];
  return issue.path.length > 1 ? [issue.path.slice(0, -1)] : [];
}

function remove(source: unknown, path: Path): void {
  const parent = lookUp(source, path.slice(0, -1));
  // A list keeps its indexes, so that problems name the right entries. The next round removes a list with a hole.
  if (parent !== null && typeof parent === 'object') delete (parent as Record<PropertyKey, unknown>)[path.at(-1) ?? ''];
}

/** Returns the value at a path, `undefined` where there is none. */
export function lookUp(source: unknown, path: Path): unknown {
  return path.reduce<unknown>((at, key) => (at as Record<PropertyKey, unknown> | undefined)?.[key], source);
}
