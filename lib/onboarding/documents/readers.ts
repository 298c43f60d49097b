import { isObject } from '../../is-object';

/** A member of a document that is missing or invalid. Names the member, never its value. */
export class InvalidMember extends Error {
  override readonly name = 'InvalidMember';

  constructor(
    readonly member: string,
    readonly expected: string,
  ) {
    super(`${member} is missing or invalid; expected ${expected}`);
  }
}

/**
 * Checks a value from outside and returns it typed.
 *
 * @param member path of the value in its document, such as `secrets[0].value`
 * @throws InvalidMember
 */
export type Reader<T> = (value: unknown, member: string) => T;

type Members = Readonly<Record<string, unknown>>;
type Readers<T> = { readonly [K in keyof T]-?: Reader<T[K]> };

/** Reads a JSON document. */
export function readDocument<T>(json: string, reader: Reader<T>): T {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    // The cause could quote the document.
    throw new InvalidMember('the document', 'JSON');
  }
  return reader(value, '');
}

export function readText(value: unknown, member: string): string {
  if (typeof value === 'string' && value !== '') return value;
  throw new InvalidMember(member, 'text that is not empty');
}

/** Reads an ISO 8601 instant. */
export function readInstant(value: unknown, member: string): string {
  if (typeof value === 'string' && !Number.isNaN(Date.parse(value))) return value;
  throw new InvalidMember(member, 'a date and time (ISO 8601)');
}

export function oneOf<const T extends string | number>(...allowed: readonly T[]): Reader<T> {
  return (value, member) => {
    const found = allowed.find((one) => one === value);
    if (found !== undefined) return found;
    throw new InvalidMember(member, allowed.join(' or '));
  };
}

export function listOf<T>(item: Reader<T>): Reader<readonly T[]> {
  return (value, member) => {
    if (!Array.isArray(value)) throw new InvalidMember(member, 'a list');
    return value.map((one: unknown, index) => item(one, `${member}[${index}]`));
  };
}

/**
 * Reads an object.
 *
 * @param unknown what happens to members without a reader: they are kept, dropped, or make the object invalid
 */
export function objectOf<R extends object, O extends object = object>(
  required: Readers<R>,
  optional: Readers<O>,
  unknown: 'kept' | 'dropped' | 'refused',
): Reader<R & Partial<O>> {
  const readers: Readonly<Record<string, Reader<unknown>>> = { ...required, ...optional };
  return (value, member) => {
    const members = readMembers(value, member);
    const stray = Object.keys(members).find((name) => !Object.hasOwn(readers, name));
    if (unknown === 'refused' && stray !== undefined) {
      throw new InvalidMember(at(member, stray), `only ${Object.keys(readers).join(', ')}`);
    }
    const read = Object.entries(readers)
      .filter(([name]) => Object.hasOwn(required, name) || members[name] !== undefined)
      .map(([name, reader]) => [name, reader(members[name], at(member, name))] as const);
    // The readers of R and O have checked every member.
    return { ...(unknown === 'kept' && members), ...Object.fromEntries(read) } as R & Partial<O>;
  };
}

function readMembers(value: unknown, member: string): Members {
  if (isObject(value)) return value;
  throw new InvalidMember(member || 'the document', 'an object');
}

function at(member: string, name: string): string {
  return member === '' ? name : `${member}.${name}`;
}
