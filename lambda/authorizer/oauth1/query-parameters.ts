import type { Parameter } from './parameter';
import { percentDecode } from './percent-encoding';

/**
 * Parses a raw query (RFC 5849 §3.4.1.3.1) as a form: `+` is a space, `name` equals `name=`, and empty pairs (`a&&b`) are
 * skipped.
 *
 * @throws RangeError when an escape is malformed
 */
export function parseQueryParameters(query: string): readonly Parameter[] {
  return query
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const equals = pair.indexOf('=');
      return equals < 0
        ? [decodeFormText(pair), '']
        : [decodeFormText(pair.slice(0, equals)), decodeFormText(pair.slice(equals + 1))];
    });
}

function decodeFormText(text: string): string {
  const decoded = percentDecode(text.replaceAll('+', ' '));
  if (decoded === undefined) throw new RangeError(`The query part "${text}" contains a malformed percent-escape`);
  return decoded;
}
