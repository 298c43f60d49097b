import type { Parameter } from './parameter';
import { percentDecode } from './percent-encoding';
import type { TypedParameter } from './typed-parameter';

/**
 * Parses a raw query (RFC 5849 §3.4.1.3.1) as a form: `+` is a space, `name` equals `name=`, and empty pairs (`a&&b`) are
 * skipped.
 *
 * @throws RangeError when an escape is malformed
 */
export function parseQueryParameters(query: string): readonly Parameter[] {
  return parseTypedQuery(query).map(({ name, value }) => [name, value]);
}

/** Parses a raw query likewise, and keeps how it was typed. */
export function parseTypedQuery(query: string): readonly TypedParameter[] {
  return query
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const equals = pair.indexOf('=');
      const typedName = equals < 0 ? pair : pair.slice(0, equals);
      const typedValue = equals < 0 ? undefined : pair.slice(equals + 1);
      return { name: decodeFormText(typedName), value: decodeFormText(typedValue ?? ''), typedName, typedValue };
    });
}

function decodeFormText(text: string): string {
  const decoded = percentDecode(text.replaceAll('+', ' '));
  if (decoded === undefined) throw new RangeError(`The query part "${text}" contains a malformed percent-escape`);
  return decoded;
}
