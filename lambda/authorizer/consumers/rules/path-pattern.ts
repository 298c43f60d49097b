import { decodedPath } from '../../text/decoded-path';

/** Whether a path, as it was requested, matches. */
export type PathPattern = (path: string) => boolean;

// A server behind may take an escaped slash for a separator, and a question mark, a hash or a semicolon for the end of
// the path or the segment; then a segment here would be two of them there, or a shorter one.
const AMBIGUOUS = /[/\\;?#]/;

/**
 * Makes a matcher: `*` stands for one segment or a part of it, a final `/**` for the path itself and everything below
 * it. A slash at the end does not count. A segment that a server could take for another matches below `/**` only, which
 * it cannot leave. Runs in time linear in the path for each segment of the pattern.
 */
export function pathPattern(pattern: string): PathPattern {
  const below = pattern.endsWith('/**');
  const wanted = segments(below ? pattern.slice(0, -3) : pattern).map(segmentPattern);
  return (path) => {
    const given = segments(path);
    const fits = below ? given.length >= wanted.length : given.length === wanted.length;
    return fits && wanted.every((matches, index) => !isAmbiguous(given[index]!) && matches(given[index]!));
  };
}

const isAmbiguous = (segment: string): boolean => AMBIGUOUS.test(decodedPath(segment));

function segments(path: string): readonly string[] {
  return (path.endsWith('/') ? path.slice(0, -1) : path).split('/');
}

function segmentPattern(pattern: string): (segment: string) => boolean {
  if (pattern === '*') return (segment) => segment !== '';
  const [head = '', ...rest] = pattern.split('*');
  if (rest.length === 0) return (segment) => segment === pattern;
  const tail = rest.pop()!;
  return (segment) => {
    if (!segment.startsWith(head) || !segment.endsWith(tail)) return false;
    // Between head and tail each part is taken at its first occurrence, which leaves most room for the next.
    let position = head.length;
    for (const part of rest) {
      const found = segment.indexOf(part, position);
      if (found < 0) return false;
      position = found + part.length;
    }
    // What is left holds the tail, which a head and it may not share.
    return position <= segment.length - tail.length;
  };
}
