import { printable } from '../text/printable';

/** A credentials secret does not hold a credentials document. Names the member, never its value. */
export class MalformedDocumentError extends Error {
  override readonly name = 'MalformedDocumentError';
  constructor(
    readonly member: string,
    readonly expected: string,
  ) {
    super(`${member} should be ${expected}`);
  }
}

/** A JSON object of a document. @throws MalformedDocumentError */
export function readObject(value: unknown, member: string): Readonly<Record<string, unknown>> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw new MalformedDocumentError(member, 'an object');
}

/**
 * A JSON object that has no other members than these. For rules: one that is not understood cannot be held.
 *
 * @throws MalformedDocumentError that names the first other member
 */
export function readExactObject<Name extends string>(
  value: unknown,
  member: string,
  names: readonly Name[],
): Readonly<Partial<Record<Name, unknown>>> {
  const object = readObject(value, member);
  const other = Object.keys(object).find((name) => !(names as readonly string[]).includes(name));
  if (other === undefined) return object as Partial<Record<Name, unknown>>;
  throw new MalformedDocumentError(`${member}.${printable(other)}`, `left out, or one of ${names.join(', ')}`);
}
