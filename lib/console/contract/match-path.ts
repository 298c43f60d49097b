/**
 * Matches a path with a pattern such as `/resellers/:reseller`, and returns the parts that the pattern names, decoded.
 * A path with a malformed escape matches nothing.
 */
export function matchPath(pattern: string, path: string): Readonly<Record<string, string>> | undefined {
  const [expected, got] = [pattern.split('/'), path.split('/')];
  if (expected.length !== got.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, part] of expected.entries()) {
    const value = decoded(got[index] ?? '');
    if (value === undefined) return undefined;
    if (part.startsWith(':')) params[part.slice(1)] = value;
    else if (part !== value) return undefined;
  }
  return params;
}

function decoded(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}
