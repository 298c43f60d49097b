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
  return holds(inner, line);
}

function holds(expression: string, line: Line): boolean {
  const all = partsOf(expression, ' && ');
  if (all.length > 1) return all.every((part) => holds(part, line));
  const any = partsOf(expression, ' || ');
  if (any.length > 1) return any.some((part) => holds(part, line));
  const inner = /^\((.*)\)$/s.exec(expression)?.[1];
  return inner === undefined ? compares(expression, line) : holds(inner, line);
}

/** Splits an expression where an operator is in no parentheses. */
function partsOf(expression: string, operator: string): string[] {
  const depth = (text: string) => text.split('(').length - text.split(')').length;
  return expression.split(operator).reduce<string[]>((parts, next) => {
    const last = parts.at(-1);
    if (last === undefined || depth(last) === 0) return [...parts, next];
    return [...parts.slice(0, -1), `${last}${operator}${next}`];
  }, []);
}

function compares(part: string, line: Line): boolean {
  const [, field = '', operator, quoted, regex] = /^\$\.(\w+) (=|!=) (?:"([^"]*)"|%([^%]*)%)$/.exec(part) ?? [];
  if (operator === undefined) throw new Error(`not a comparison: ${part}`);
  const value = line[field];
  if (value === undefined) return false;
  const source = regex ?? `^${quoted!.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`;
  return new RegExp(source).test(value) === (operator === '=');
}
