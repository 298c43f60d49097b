/** Limits of a regional REST API (documented; Developer Guide, "Quotas for REST APIs"). */
export const MAX_URL_CHARACTERS = 10_240;
/** Names, values and line ends together; the newest page says 20,480, all older ones this (documented). */
export const MAX_HEADER_BYTES = 10_240;
export const MAX_PAYLOAD_BYTES = 10 * 1024 * 1024;

/** The two parts of a request target, both as sent. */
export interface RequestTarget {
  readonly path: string;
  /** Without the `?`; empty if there is none. */
  readonly query: string;
}

/** A request target that API Gateway refuses before anything else. */
export interface RefusedTarget {
  readonly status: 400 | 414;
  /** The reason, without a capital and a full stop. */
  readonly problem: string;
}

/** Splits a request target, unless API Gateway refuses it. */
export function readRequestTarget(target: string, scheme = 'https://'): RequestTarget | RefusedTarget {
  if (scheme.length + target.length > MAX_URL_CHARACTERS) {
    return { status: 414, problem: `the URL has more than ${MAX_URL_CHARACTERS} characters` };
  }
  if (!target.startsWith('/')) return malformed('the request target is not a path');
  // Raw | { } are refused with 400 before anything else (documented, and observed by others); so is a raw # (inferred).
  if (/[|{}#]/.test(target)) return malformed('| { } and # must be percent-encoded');
  // A malformed % is 400 (observed by others).
  if (/%(?![0-9A-Fa-f]{2})/.test(target)) return malformed('a % is not followed by two hexadecimal digits');
  // AWS's treatment of raw bytes beyond ASCII is unknown; a signed URL has none.
  if (/[^\x21-\x7e]/.test(target)) return malformed('characters beyond ASCII must be percent-encoded');

  const mark = target.indexOf('?');
  return mark < 0 ? { path: target, query: '' } : { path: target.slice(0, mark), query: target.slice(mark + 1) };
}

function malformed(problem: string): RefusedTarget {
  return { status: 400, problem };
}
