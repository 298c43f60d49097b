import type { Parameter } from './parameter';
import { percentEncode } from './percent-encoding';

/**
 * The normalized request parameters (RFC 5849 §3.4.1.3.2): encoded first, then sorted by name and value, joined with
 * `=` even where the value is empty.
 */
export function normalizedParameters(parameters: readonly Parameter[]): string {
  const encoded = parameters.map((pair): Parameter => [percentEncode(pair[0]), percentEncode(pair[1])]);
  let normalized = '';
  for (const pair of encoded.toSorted(byNameThenValue)) normalized += `${normalized && '&'}${pair[0]}=${pair[1]}`;
  return normalized;
}

/** Encoded text is ASCII, so that comparing UTF-16 units compares bytes. Every pair is read by index, as that is fastest. */
function byNameThenValue(a: Parameter, b: Parameter): number {
  if (a[0] !== b[0]) return a[0] < b[0] ? -1 : 1;
  if (a[1] !== b[1]) return a[1] < b[1] ? -1 : 1;
  return 0;
}
