import { decodedPath } from '../../text/decoded-path';

/** Tests whether a path matches, as it was requested: escapes untouched. */
export type PathPattern = (path: string) => boolean;

type SegmentPattern = (segment: string) => boolean;

// A server behind the gateway may decode a slash and split the segment there, or end the path or segment at a question
// mark, a hash or a semicolon. It would then see other segments than are matched here.
const AMBIGUOUS = /[/\\;?#]/;

/**
 * Makes a matcher: `*` stands for one segment or a part of it, a final `/**` for the path itself and everything below
 * it. A trailing slash is ignored. Segments that a server could read differently match only below `/**`, which they
 * cannot leave. Matching takes linear time in the path for each segment of the pattern.
 */
export function pathPattern(pattern: string): PathPattern {
  const { below, wanted } = parse(pattern);
  return (path) => {
    const given = segments(path);
    const fits = below ? given.length >= wanted.length : given.length === wanted.length;
    return fits && wanted.every((matches, index) => !isAmbiguous(given[index]!) && matches(given[index]!));
  };
}

/** Tests whether a pattern matches a route's literal path or any path below it. */
export function reachesPath(pattern: string, routePath: string): boolean {
  const { below, wanted } = parse(pattern);
  const given = segments(routePath);
  if (!below && wanted.length < given.length) return false;
  return given.every((segment, index) => wanted[index]?.(segment) ?? true);
}

function parse(pattern: string): { readonly below: boolean; readonly wanted: readonly SegmentPattern[] } {
  const below = pattern.endsWith('/**');
  return { below, wanted: segments(below ? pattern.slice(0, -3) : pattern).map(segmentPattern) };
}

function isAmbiguous(segment: string): boolean {
  return AMBIGUOUS.test(decodedPath(segment));
}

function segments(path: string): readonly string[] {
  return (path.endsWith('/') ? path.slice(0, -1) : path).split('/');
}

function segmentPattern(pattern: string): SegmentPattern {
  if (pattern === '*') return (segment) => segment !== '';
  const [head = '', ...rest] = pattern.split('*');
  if (rest.length === 0) return (segment) => segment === pattern;
  const tail = rest.pop()!;
  return (segment) => {
    if (!segment.startsWith(head) || !segment.endsWith(tail)) return false;
    // The first occurrence of each part leaves the most room for the next one.
    let position = head.length;
    for (const part of rest) {
      const found = segment.indexOf(part, position);
      if (found < 0) return false;
      position = found + part.length;
    }
    // Head and tail must not overlap: the tail has to fit into what is left.
    return position <= segment.length - tail.length;
  };
}
