import type { Parameter } from './parameter';
import { percentDecode, percentEncode } from './percent-encoding';

const SCHEME = /^[ \t]*OAuth(?:[ \t]+|$)/i;
// A token (RFC 9110 §5.6.2), `="` without white space, a value, and then a comma or the end. Values should be
// percent-encoded, but all printable ASCII except quote and backslash is accepted, because some senders do not encode it.
const PARAMETER = /([!#$%&'*+\-.^_`|~0-9A-Za-z]+)="([\x20\x21\x23-\x5b\x5d-\x7e]*)"[ \t]*(?:,[ \t]*|($))/y;
// The realm is not percent-encoded, and its name may have any case (RFC 9110 §11.2): any quoted-string (§5.6.4) without
// control characters.
// oxlint-disable-next-line no-control-regex -- control characters are what it excludes
const REALM = /realm="(?:[^"\\\x00-\x08\x0a-\x1f\x7f]|\\[^\x00-\x08\x0a-\x1f\x7f])*"[ \t]*(?:,[ \t]*|($))/iy;

/** Why an `Authorization` value cannot be parsed. */
export type AuthorizationProblem = 'scheme_other' | 'malformed';

/**
 * Parses an `Authorization` value (RFC 5849 §3.5.1): scheme in any case, parameters in any order, optional spaces and
 * tabs around commas, quoted and possibly empty values. Returns the decoded parameters without the realm, which is not
 * signed. A second realm is malformed.
 */
export function parseAuthorizationHeader(value: string): readonly Parameter[] | AuthorizationProblem {
  const scheme = SCHEME.exec(value);
  if (!scheme) return 'scheme_other';

  const parameters: Parameter[] = [];
  if (scheme[0].length === value.length) return parameters;
  let realms = 0;
  for (let position = scheme[0].length; ;) {
    REALM.lastIndex = PARAMETER.lastIndex = position;
    const realm = REALM.exec(value);
    if (realm) {
      if (++realms > 1) return 'malformed';
      if (realm[1] !== undefined) return parameters;
      position = REALM.lastIndex;
      continue;
    }
    const match = PARAMETER.exec(value);
    if (!match) return 'malformed';
    const name = percentDecode(match[1]!);
    const decoded = percentDecode(match[2]!);
    if (name === undefined || decoded === undefined) return 'malformed';
    parameters.push([name, decoded]);
    if (match[3] !== undefined) return parameters;
    position = PARAMETER.lastIndex;
  }
}

/** Formats an `Authorization` value (RFC 5849 §3.5.1). The realm comes first and is not percent-encoded. */
export function formatAuthorizationHeader(parameters: readonly Parameter[], realm?: string): string {
  const written = parameters.map(([name, value]) => `${percentEncode(name)}="${percentEncode(value)}"`);
  if (realm !== undefined) written.unshift(`realm="${realm.replace(/["\\]/g, '\\$&')}"`);
  return `OAuth ${written.join(', ')}`;
}
