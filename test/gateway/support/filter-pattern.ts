/** A line of the access log. */
export type Line = Readonly<Record<string, string>>;

/**
 * Tests whether a line matches a filter pattern of CloudWatch Logs, as far as this package uses them: comparisons of text
 * with * at an end, and with a regular expression, joined by && or || (CloudWatch Logs user guide, "Using filter patterns to
 * match terms in JSON log events").
 */
export function matches(pattern: string, line: Line): boolean {
  const inner = /^\{ (.*) \}$/s.exec(pattern)?.[1];
  if (inner === undefined) throw new Error(`not a JSON pattern: ${pattern}`);
  if (inner.includes(' && ')) return inner.split(' && ').every((part) => compares(part, line));
  return inner.split(' || ').some((part) => compares(part, line));
}

function compares(part: string, line: Line): boolean {
  const [, field = '', operator, quoted, regex] = /^\(?\$\.(\w+) (=|!=) (?:"([^"]*)"|%([^%]*)%)\)?$/.exec(part) ?? [];
  if (operator === undefined) throw new Error(`not a comparison: ${part}`);
  const value = line[field];
  if (value === undefined) return false;
  const source = regex ?? `^${quoted!.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`;
  return new RegExp(source).test(value) === (operator === '=');
}
