import { isJsonObject, type JsonObject } from '../json-object';
import { isOneOf } from '../text/one-of';
import { printable } from '../text/printable';

/** Reports a credentials secret that does not hold a valid credentials document. Names the member, never its value. */
export class MalformedDocumentError extends Error {
  override readonly name = 'MalformedDocumentError';
  constructor(
    readonly member: string,
    readonly expected: string,
  ) {
    super(`${member} should be ${expected}`);
  }
}

/**
 * Reads a JSON object.
 *
 * @param member path of the value in the document, for the error
 * @throws MalformedDocumentError
 */
export function readObject(value: unknown, member: string): JsonObject {
  if (isJsonObject(value)) return value;
  throw new MalformedDocumentError(member, 'an object');
}

/**
 * Reads a JSON object that has only these members. For rules: a rule that is not understood cannot be enforced.
 *
 * @throws MalformedDocumentError that names the first other member
 */
export function readExactObject<Name extends string>(
  value: unknown,
  member: string,
  names: readonly Name[],
): Readonly<Partial<Record<Name, unknown>>> {
  const object = readObject(value, member);
  const other = Object.keys(object).find((name) => !isOneOf(names, name));
  if (other !== undefined) {
    throw new MalformedDocumentError(`${member}.${printable(other)}`, `left out, or one of ${names.join(', ')}`);
  }
  const exact: Partial<Record<Name, unknown>> = {};
  for (const name of names) exact[name] = object[name];
  return exact;
}
