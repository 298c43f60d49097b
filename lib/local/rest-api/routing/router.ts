import type { MethodModel } from '../../template/rest-api-model';

/** A method that matches a request, with its path parameters (raw). */
export interface RouteMatch {
  readonly method: MethodModel;
  readonly pathParameters: Readonly<Record<string, string>>;
}

interface CompiledMethod {
  readonly method: MethodModel;
  readonly segments: readonly string[];
  readonly greedy: string | undefined;
  readonly rank: string;
}

/** Finds the declared method for a request; `undefined` if no resource and method match. */
export type Router = (path: string, httpMethod: string) => RouteMatch | undefined;

/**
 * Compiles a REST API's methods. The most specific resource wins: a literal segment over `{name}` over `{name+}`
 * (documented), an exact method over `ANY` on the same resource (documented). A resource without a matching method gives
 * way to the next less specific one (recorded).
 */
export function createRouter(methods: readonly MethodModel[]): Router {
  const compiled = methods.map(compile).toSorted((a, b) => (a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : 0));
  return (path, httpMethod) => {
    const segments = splitPath(path);
    for (const candidate of compiled) {
      if (candidate.method.httpMethod !== 'ANY' && candidate.method.httpMethod !== httpMethod) continue;
      const pathParameters = match(candidate, segments);
      if (pathParameters) return { method: candidate.method, pathParameters };
    }
    return undefined;
  };
}

/** Splits a path. A trailing slash does not count (recorded for `{proxy+}`, otherwise inferred); empty segments do. */
function splitPath(path: string): readonly string[] {
  const trimmed = path.replace(/\/$/, '').slice(1);
  return trimmed === '' ? [] : trimmed.split('/');
}

function compile(method: MethodModel): CompiledMethod {
  const segments = splitPath(method.resourcePath);
  const greedy = /^\{([^}]+)\+\}$/.exec(segments.at(-1) ?? '')?.[1];
  const fixed = greedy === undefined ? segments : segments.slice(0, -1);
  // Sorts literal (0) before {name} (1) before {name+} (2), segment by segment, then exact methods before ANY.
  const kinds = fixed.map((segment) => (isVariable(segment) ? '1' : '0')).join('');
  const rank = `${kinds}${greedy === undefined ? '' : '2'}|${method.httpMethod === 'ANY' ? '1' : '0'}`;
  return { method, segments: fixed, greedy, rank };
}

function match(candidate: CompiledMethod, segments: readonly string[]): Record<string, string> | undefined {
  const { greedy } = candidate;
  const fits =
    greedy === undefined ? segments.length === candidate.segments.length : segments.length > candidate.segments.length;
  if (!fits) return undefined;
  const parameters: Record<string, string> = {};
  for (const [index, declared] of candidate.segments.entries()) {
    const actual = segments[index] ?? '';
    if (isVariable(declared)) parameters[declared.slice(1, -1)] = actual;
    else if (declared !== actual) return undefined;
  }
  if (greedy !== undefined) parameters[greedy] = segments.slice(candidate.segments.length).join('/');
  return parameters;
}

function isVariable(segment: string): boolean {
  return segment.startsWith('{') && segment.endsWith('}');
}
