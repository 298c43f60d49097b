import type { Parameter } from './parameter';
import { percentDecode, percentEncode } from './percent-encoding';

const SCHEME = /^[ \t]*OAuth(?:[ \t]+|$)/i;
// The name is a token (RFC 9110 §5.6.2), followed at once by `="`; the value a quoted-string; then a comma or the end.
const PARAMETER = /([!#$%&'*+\-.^_`|~0-9A-Za-z]+)="((?:[^"\\]|\\.)*)"[ \t]*(?:,[ \t]*|($))/y;
// What a percent-encoded value can consist of, and the printable rest that senders leave unencoded.
const PLAIN_VALUE = /^[\x20-\x5b\x5d-\x7e]*$/;

// oxlint-disable-next-line no-control-regex -- that is the question
const CONTROL_CHARACTER = /[\x00-\x08\x0a-\x1f\x7f]/;

/** Why an `Authorization` value is no list of OAuth parameters. */
export type AuthorizationProblem = 'scheme_other' | 'malformed';

/**
 * Parses an `Authorization` value (RFC 5849 §3.5.1): the scheme in any case, parameters in any order, optional
 * spaces and tabs around the commas, values quoted and possibly empty. Gives the decoded parameters without the
 * realm, which is not signed; a second realm is malformed.
 */
export function parseAuthorizationHeader(value: string): readonly Parameter[] | AuthorizationProblem {
  const scheme = SCHEME.exec(value);
  if (!scheme) return 'scheme_other';

  const parameters: Parameter[] = [];
  if (scheme[0].length === value.length) return parameters;
  let realms = 0;
  PARAMETER.lastIndex = scheme[0].length;
  for (;;) {
    const match = PARAMETER.exec(value);
    if (!match) return 'malformed';
    const [, name = '', rawValue = '', end] = match;
    if (name === 'realm') {
      if (++realms > 1 || CONTROL_CHARACTER.test(rawValue)) return 'malformed';
    } else {
      const parameter = decodeParameter(name, rawValue);
      if (!parameter) return 'malformed';
      parameters.push(parameter);
    }
    if (end !== undefined) return parameters;
  }
}

function decodeParameter(rawName: string, rawValue: string): Parameter | undefined {
  if (!PLAIN_VALUE.test(rawValue)) return undefined;
  const name = percentDecode(rawName);
  const value = percentDecode(rawValue);
  return name === undefined || value === undefined ? undefined : [name, value];
}

/** Writes an `Authorization` value (RFC 5849 §3.5.1). The realm goes first and is not percent-encoded. */
export function formatAuthorizationHeader(parameters: readonly Parameter[], realm?: string): string {
  const written = parameters.map(([name, value]) => `${percentEncode(name)}="${percentEncode(value)}"`);
  if (realm !== undefined) written.unshift(`realm="${realm.replace(/["\\]/g, '\\$&')}"`);
  return `OAuth ${written.join(', ')}`;
}
