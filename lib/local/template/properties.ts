import { TemplateError } from './template';

/** Typed access to the resolved properties of one resource; throws a {@link TemplateError} for a wrong type. */
export class Properties {
  constructor(
    private readonly values: Readonly<Record<string, unknown>>,
    private readonly of: string,
  ) {}

  /** Names of the properties that are there. */
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

  /** A map of texts; empty when absent. */
  textMap(name: string): Readonly<Record<string, string>> {
    const value = this.values[name] ?? {};
    if (typeof value !== 'object' || Array.isArray(value)) throw this.mismatch(name, 'a map');
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, String(member)]));
  }

  /** A list of texts; empty when absent. */
  textList(name: string): readonly string[] {
    const value = this.values[name] ?? [];
    if (!Array.isArray(value)) throw this.mismatch(name, 'a list');
    return value.map(String);
  }

  /** A nested object; `undefined` when absent. */
  optionalChild(name: string): Properties | undefined {
    const value = this.values[name];
    if (value === undefined) return undefined;
    if (value === null || typeof value !== 'object') throw this.mismatch(name, 'an object');
    return new Properties(value as Record<string, unknown>, `${this.of}.${name}`);
  }

  child(name: string): Properties {
    return this.optionalChild(name) ?? new Properties({}, `${this.of}.${name}`);
  }

  /** A list of nested objects; empty when absent. */
  children(name: string): readonly Properties[] {
    const value = this.values[name] ?? [];
    if (!Array.isArray(value)) throw this.mismatch(name, 'a list');
    return value.map((item, index) => new Properties(item as Record<string, unknown>, `${this.of}.${name}[${index}]`));
  }

  private mismatch(name: string, expected: string): TemplateError {
    const got = JSON.stringify(this.values[name]) ?? 'nothing';
    return new TemplateError(`${this.of}: property ${name} is ${got.slice(0, 100)}, expected ${expected}.`);
  }
}
