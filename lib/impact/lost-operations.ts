import type { RouteView } from './gateway-view';

/** A method that a gateway no longer forwards. */
export interface LostOperation {
  readonly method: string;
  readonly path: string;
  /** `path`: only this path; `below`: only the paths below it that are not listed themselves; `both`. */
  readonly where: 'path' | 'below' | 'both';
}

/** Returns the operations that the routes before forward and the routes after do not. */
export function lostOperations(before: readonly RouteView[], after: readonly RouteView[]): readonly LostOperation[] {
  const nodes = [...new Set([...before, ...after].flatMap(({ path }) => withParents(path)))].toSorted();
  const methods = [...new Set(before.flatMap((route) => route.methods))];
  const [forwardedBefore, forwardedAfter] = [forwarder(before), forwarder(after)];
  return nodes.flatMap((path) =>
    methods.flatMap((method): LostOperation[] => {
      const isLost = (probe: string) => forwardedBefore(method, probe) && !forwardedAfter(method, probe);
      const [exact, below] = [isLost(path), isLost(`${path}/${NO_NODE}`)];
      if (!exact && !below) return [];
      return [{ method, path, where: exact && below ? 'both' : exact ? 'path' : 'below' }];
    }),
  );
}

/** A segment that no route has, because it starts with neither a letter nor a digit. */
const NO_NODE = '-';

/**
 * Finds the operations that API Gateway forwards: a resource answers for its own path. For paths without a resource, the
 * `{proxy+}` of the nearest route above them answers. A resource without the method answers 404.
 */
function forwarder(routes: readonly RouteView[]): (method: string, path: string) => boolean {
  const methodsAt = new Map(routes.map(({ path, methods }) => [path, methods]));
  const nodes = new Set(routes.flatMap(({ path }) => withParents(path)));
  return (method, path) => {
    if (nodes.has(path)) return methodsAt.get(path)?.includes(method) ?? false;
    const above = withParents(path).find((parent) => methodsAt.has(parent));
    return above !== undefined && (methodsAt.get(above)?.includes(method) ?? false);
  };
}

/** A path and the paths above it, the longest first. */
function withParents(path: string): readonly string[] {
  const segments = path.split('/');
  return segments.slice(1).map((_, index) => segments.slice(0, segments.length - index).join('/'));
}
