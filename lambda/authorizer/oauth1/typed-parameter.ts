import type { Parameter } from './parameter';

/** A request parameter, decoded and as typed. */
export interface TypedParameter {
  readonly name: string;
  readonly value: string;
  /** The name as it stands in the URL. */
  readonly typedName: string;
  /** The value as it stands in the URL; `undefined` if no `=` follows the name. */
  readonly typedValue: string | undefined;
}

/** A query that is left out. */
export const NO_PARAMETERS: readonly TypedParameter[] = [];

/** A parameter of the header, whose spelling there is of no account. */
export function typedParameter([name, value]: Parameter): TypedParameter {
  return { name, value, typedName: name, typedValue: value };
}

/** The parameter as typed, with its `=` if it has one. */
export function typedPair({ typedName, typedValue }: TypedParameter): string {
  return typedValue === undefined ? typedName : `${typedName}=${typedValue}`;
}

/** Tests whether another parameter has the same name. */
export function isRepeated(parameter: TypedParameter, _index: number, all: readonly TypedParameter[]): boolean {
  return all.some((other) => other !== parameter && other.name === parameter.name);
}
