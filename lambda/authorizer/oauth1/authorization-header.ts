import type { Parameter } from './parameter';
import { percentDecode, percentEncode } from './percent-encoding';

const SCHEME = /^[ \t]*OAuth(?:[ \t]+|$)/i;
const COMMA_AFTER_SCHEME = /^[ \t]*OAuth,/i;
// A recipient accepts empty list elements (RFC 9110 §5.6.1.2).
const EMPTY_ELEMENTS = /[ \t,]*/y;
// A token (RFC 9110 §5.6.2), `="` without white space, a value, and then a comma or the end. Values should be
// percent-encoded, but all printable ASCII except quote and backslash is accepted, because some senders do not encode it.
const PARAMETER = /([!#$%&'*+\-.^_`|~0-9A-Za-z]+)="([\x20\x21\x23-\x5b\x5d-\x7e]*)"[ \t]*(?:,|$)/y;
// The realm is not percent-encoded, and its name may have any case (RFC 9110 §11.2): any quoted-string (§5.6.4) without
// control characters.
// oxlint-disable-next-line no-control-regex -- control characters are what it excludes
const REALM = /realm="(?:[^"\\\x00-\x08\x0a-\x1f\x7f]|\\[^\x00-\x08\x0a-\x1f\x7f])*"[ \t]*(?:,|$)/iy;

const PLAIN_ELEMENT = '(?:oauth_[a-z0-9_]+="(?:[A-Za-z0-9._~-]|%[0-9A-Fa-f]{2})*"|realm="[A-Za-z0-9 ._~:/-]*")';
const ONE_READING = new RegExp(`^[Oo][Aa][Uu][Tt][Hh] +${PLAIN_ELEMENT}(?: *, *${PLAIN_ELEMENT})*$`);
const READ_IN_ONE_WAY = new RegExp(`^[Oo][Aa][Uu][Tt][Hh] +(?:${PLAIN_ELEMENT} *, *)*`);

/** Syntax error of an `Authorization` value, with its place. */
export interface AuthorizationProblem {
  readonly problem: 'scheme_other' | 'comma_after_scheme' | 'malformed';
  /** Index of the first character that cannot be parsed. */
  readonly at: number;
}

/**
 * Parses an `Authorization` value (RFC 5849 §3.5.1): scheme in any case, parameters in any order, optional spaces and
 * tabs around commas, empty list elements, quoted and possibly empty values. Returns the decoded parameters without the
 * realm, which is not signed. A second realm is malformed.
 */
export function parseAuthorizationHeader(value: string): readonly Parameter[] | AuthorizationProblem {
  const scheme = SCHEME.exec(value);
  if (!scheme) return { problem: COMMA_AFTER_SCHEME.test(value) ? 'comma_after_scheme' : 'scheme_other', at: 0 };

  const parameters: Parameter[] = [];
  let realms = 0;
  for (let at = afterEmptyElements(value, scheme[0].length); at < value.length;) {
    REALM.lastIndex = PARAMETER.lastIndex = at;
    if (REALM.test(value)) {
      if (++realms > 1) return { problem: 'malformed', at };
      at = afterEmptyElements(value, REALM.lastIndex);
      continue;
    }
    const match = PARAMETER.exec(value);
    if (!match) return { problem: 'malformed', at };
    const name = percentDecode(match[1]!);
    const decoded = percentDecode(match[2]!);
    if (name === undefined || decoded === undefined) return { problem: 'malformed', at };
    parameters.push([name, decoded]);
    at = afterEmptyElements(value, PARAMETER.lastIndex);
  }
  return parameters;
}

function afterEmptyElements(value: string, at: number): number {
  EMPTY_ELEMENTS.lastIndex = at;
  EMPTY_ELEMENTS.test(value);
  return EMPTY_ELEMENTS.lastIndex;
}

/**
 * Tests that an `Authorization` value means the same to every reader: percent-encoded values, lower-case `oauth_` names,
 * one element after each comma, and a realm without quotes, commas and equals signs, at which some readers split.
 */
export function hasOneReading(value: string): boolean {
  return ONE_READING.test(value);
}

/** Index of the first element that keeps an `Authorization` value from having one reading. */
export function firstAmbiguity(value: string): number {
  return READ_IN_ONE_WAY.exec(value)?.[0].length ?? 0;
}

/** Formats an `Authorization` value (RFC 5849 §3.5.1). The realm comes first and is not percent-encoded. */
export function formatAuthorizationHeader(parameters: readonly Parameter[], realm?: string): string {
  const written = parameters.map(([name, value]) => `${percentEncode(name)}="${percentEncode(value)}"`);
  if (realm !== undefined) written.unshift(`realm="${realm.replace(/["\\]/g, '\\$&')}"`);
  return `OAuth ${written.join(', ')}`;
}
