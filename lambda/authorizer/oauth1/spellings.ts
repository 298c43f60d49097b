import type { Parameter } from './parameter';
import { percentEncode } from './percent-encoding';
import { type TypedParameter, typedPair } from './typed-parameter';

/** Ways in which clients type a query: only what a URL cannot hold escaped, the same with `+` for a space, or more escaped. */
const SPELLINGS: readonly ((text: string) => string)[] = [
  escapeLeast,
  (text) => escapeLeast(text).replaceAll('%20', '+'),
  encodeURIComponent,
  percentEncode,
];

/**
 * Guesses how a decoded query was typed; the first guess is the way in which RQL is usually typed. An empty value is
 * taken for a name without `=`.
 */
export function spellingsOf(query: readonly Parameter[]): readonly (readonly TypedParameter[])[] {
  const seen = new Set<string>();
  return SPELLINGS.map((spell) => query.map((parameter) => typedBy(spell, parameter))).filter((typed) => {
    const text = typed.map(typedPair).join('&');
    return !seen.has(text) && seen.add(text);
  });
}

function typedBy(spell: (text: string) => string, [name, value]: Parameter): TypedParameter {
  return {
    name,
    value,
    typedName: spell(name).replaceAll('=', '%3D'),
    typedValue: value === '' ? undefined : spell(value),
  };
}

/** Escapes what would end a parameter or the query, or stand for something else. */
function escapeLeast(text: string): string {
  return encodeURI(text).replace(/[&#+]/g, percentEncode);
}
