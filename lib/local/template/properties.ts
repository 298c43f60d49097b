import { isObject } from '../../is-object';
import { TemplateError } from './template';

/** Checked access to the resolved properties of a resource. A wrong type throws a {@link TemplateError}. */
export class Properties {
  constructor(
    private readonly values: Readonly<Record<string, unknown>>,
    private readonly of: string,
  ) {}

  /** Names of the declared properties. */
  names(): readonly string[] {
    return Object.keys(this.values);
  }

  optionalText(name: string): string | undefined {
    const value = this.values[name];
    if (value === undefined) return undefined;
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value);
    throw this.mismatch(name, 'text');
  }

  text(name: string): string {
    const value = this.optionalText(name);
    if (value === undefined) throw this.mismatch(name, 'text');
    return value;
  }

  optionalNumber(name: string): number | undefined {
    const value = this.values[name];
    if (value === undefined) return undefined;
    const number = typeof value === 'string' ? Number(value) : value;
    if (typeof number !== 'number' || Number.isNaN(number)) throw this.mismatch(name, 'a number');
    return number;
  }

  flag(name: string): boolean {
    return this.values[name] === true || this.values[name] === 'true';
  }

  /** A map of strings; empty if absent. */
  textMap(name: string): Readonly<Record<string, string>> {
    const value = this.values[name] ?? {};
    if (!isObject(value)) throw this.mismatch(name, 'a map');
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, String(member)]));
  }

  /** A list of strings; empty if absent. */
  textList(name: string): readonly string[] {
    const value = this.values[name] ?? [];
    if (!Array.isArray(value)) throw this.mismatch(name, 'a list');
    return value.map(String);
  }

  /** The value of a property, unchecked. */
  value(name: string): unknown {
    return this.values[name];
  }

  /** A nested object; `undefined` if absent. */
  optionalChild(name: string): Properties | undefined {
    const value = this.values[name];
    if (value === undefined) return undefined;
    if (!isObject(value)) throw this.mismatch(name, 'an object');
    return new Properties(value, `${this.of}.${name}`);
  }

  child(name: string): Properties {
    return this.optionalChild(name) ?? new Properties({}, `${this.of}.${name}`);
  }

  /** A list of nested objects; empty if absent. */
  children(name: string): readonly Properties[] {
    const value = this.values[name] ?? [];
    if (!Array.isArray(value)) throw this.mismatch(name, 'a list');
    return value.map((item: unknown, index) => {
      if (!isObject(item)) throw this.mismatch(name, 'a list of objects');
      return new Properties(item, `${this.of}.${name}[${index}]`);
    });
  }

  private mismatch(name: string, expected: string): TemplateError {
    const got = JSON.stringify(this.values[name]) ?? 'nothing';
    return new TemplateError(`${this.of}: property ${name} is ${got.slice(0, 100)}, expected ${expected}.`);
  }
}
