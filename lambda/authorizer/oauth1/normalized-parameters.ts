import type { Parameter } from './parameter';
import { percentEncode } from './percent-encoding';

/**
 * The normalized request parameters (RFC 5849 §3.4.1.3.2): encoded first, then sorted by name and value, joined with
 * `=` even where the value is empty. Encoded text is ASCII, so comparing UTF-16 units compares bytes.
 */
export function normalizedParameters(parameters: readonly Parameter[]): string {
  return parameters
    .map(([name, value]): Parameter => [percentEncode(name), percentEncode(value)])
    .toSorted(byNameThenValue)
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

function byNameThenValue([nameA, valueA]: Parameter, [nameB, valueB]: Parameter): number {
  if (nameA !== nameB) return nameA < nameB ? -1 : 1;
  if (valueA !== valueB) return valueA < valueB ? -1 : 1;
  return 0;
}
