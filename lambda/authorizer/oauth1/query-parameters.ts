import type { Parameter } from './parameter';
import { percentDecode } from './percent-encoding';

/**
 * Parameters of a raw query (RFC 5849 §3.4.1.3.1): decoded as a form, `+` being a space and `name` the same as
 * `name=`; empty pairs (`a&&b`) are none.
 *
 * @throws RangeError when an escape is malformed.
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
  if (decoded === undefined) throw new RangeError(`malformed percent-escape in query part "${text}"`);
  return decoded;
}
