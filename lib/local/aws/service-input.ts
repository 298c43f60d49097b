import { isObject } from '../../is-object';
import { ServiceError } from './service-error';

/** Members of an operation's input. A member of the wrong type is a SerializationException, as on AWS. */
export class ServiceInput {
  constructor(private readonly members: Readonly<Record<string, unknown>>) {}

  text(name: string): string | undefined {
    return this.member(name, 'a string', (value) => typeof value === 'string');
  }

  number(name: string): number | undefined {
    return this.member(name, 'a number', (value) => typeof value === 'number');
  }

  flag(name: string): boolean {
    return this.member(name, 'a boolean', (value) => typeof value === 'boolean') ?? false;
  }

  /** Strings of a list; `undefined` if the member is absent. */
  texts(name: string): readonly string[] | undefined {
    return this.member(name, 'a list of strings', isTexts);
  }

  structure(name: string): ServiceInput | undefined {
    const members = this.member(name, 'a structure', isObject);
    return members && new ServiceInput(members);
  }

  /** Structures of a list; empty if the member is absent. */
  structures(name: string): readonly ServiceInput[] {
    const items = this.member(name, 'a list of structures', isObjects) ?? [];
    return items.map((item) => new ServiceInput(item));
  }

  private member<T>(name: string, expected: string, is: (value: unknown) => value is T): T | undefined {
    const value = this.members[name] ?? undefined;
    if (value === undefined || is(value)) return value;
    throw new ServiceError('SerializationException', `Expected ${expected} for ${name}, got ${JSON.stringify(value)}.`);
  }
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

function isObjects(value: unknown): value is readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) && value.every(isObject);
}
