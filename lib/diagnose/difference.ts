import { diffArrays } from 'diff';
import type { BaseString, SignedParameter } from './base-string';

/** A parameter, and which of two base strings holds it. */
export interface ComparedParameter extends SignedParameter {
  readonly signedBy: 'both' | 'gateway' | 'client';
}

/** Two base strings side by side. */
export interface Comparison {
  /** Index of the first character in which the texts differ. */
  readonly firstDifference: number;
  /** The parameters of both, in the order of either. */
  readonly parameters: readonly ComparedParameter[];
}

/** Compares the base string that a gateway verifies with the one that a client signed; `undefined` if they are equal. */
export function compareBaseStrings(gateway: BaseString, client: BaseString): Comparison | undefined {
  if (gateway.text === client.text) return undefined;
  const changes = diffArrays([...gateway.parameters], [...client.parameters], {
    comparator: (one, other) => one.encoded === other.encoded,
  });
  return {
    firstDifference: firstDifference(gateway.text, client.text),
    parameters: changes.flatMap(({ value, added, removed }) => {
      const signedBy = added ? 'client' : removed ? 'gateway' : 'both';
      return value.map((parameter): ComparedParameter => ({ ...parameter, signedBy }));
    }),
  };
}

function firstDifference(one: string, other: string): number {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  return at;
}
