import type { z } from 'zod';
import { isObject } from '../../is-object';
import { lookUp, type Path } from './salvage';

/**
 * Returns the problems of an issue of a shape.
 *
 * @param problemAt makes the problem of a path
 */
export function describeIssue<T extends object>(
  written: unknown,
  issue: z.core.$ZodIssue,
  problemAt: (path: Path, message: string, allowed: string) => T,
): T[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => problemAt([...issue.path, key], 'unknown key', issue.message));
  }
  // If a map or a word is allowed and a map is given, the issues inside the map say more than the union's.
  if (issue.code === 'invalid_union' && isObject(lookUp(written, issue.path))) {
    const inner = issue.errors.find((branch) => branch.some((entry) => entry.path.length > 0 || 'keys' in entry));
    if (inner) return inner.flatMap((entry) => describeIssue(written, under(issue.path, entry), problemAt));
  }
  if (issue.code === 'invalid_key') {
    const problem = problemAt(issue.path, 'invalid name', issue.issues[0]?.message ?? issue.message);
    // The name is wrong, not the value that it names.
    return [{ ...problem, value: shownValue(issue.path.at(-1)) }];
  }
  const value = lookUp(written, issue.path);
  if (value === undefined) return [problemAt(issue.path, 'is missing', issue.message)];
  const unquoted = issue.code === 'invalid_type' && issue.expected === 'string' && typeof value !== 'object';
  return [problemAt(issue.path, 'is not allowed', unquoted ? `${issue.message}, in quotes` : issue.message)];
}

function under(path: Path, issue: z.core.$ZodIssue): z.core.$ZodIssue {
  return { ...issue, path: [...path, ...issue.path] };
}

/** Returns a value as problems show it: JSON of at most 80 characters, and numbers as they were written. */
export function shownValue(value: unknown, source?: string): string {
  const json = typeof value === 'number' ? source || String(value) : JSON.stringify(value);
  return json.length > 80 ? `${json.slice(0, 77)}...` : json;
}
