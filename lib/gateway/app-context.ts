/** Options of this app in the CDK context: `-c config=FOLDER -c environment=NAME -c resellers=ID,ID`. */
export interface AppContext {
  /** Folder of the environments; this package's `config/` when absent. */
  readonly config?: string;
  readonly environment?: string;
  /** Adds only the gateways that serve these resellers; at least one. */
  readonly resellers?: readonly string[];
}

/** The context holds a value or a key that is probably a mistake. */
export class AppContextError extends Error {
  override readonly name = 'AppContextError';
}

const EXPECTED = {
  config: 'the folder of the environments',
  environment: 'the name of a folder below config/',
  resellers: 'ids of resellers, joined by commas',
} as const;
type Key = keyof typeof EXPECTED;
const KEYS = Object.keys(EXPECTED) as Key[];

/**
 * Reads this app's options from the CDK context.
 *
 * @param context every key of the app's context, including the CDK's own
 * @throws AppContextError for an empty value, which would select nothing, and for a misspelt key
 */
export function readAppContext(context: Readonly<Record<string, unknown>>): AppContext {
  for (const key of Object.keys(context)) {
    const meant = KEYS.includes(key as Key) ? undefined : KEYS.find((known) => isNear(key.toLowerCase(), known));
    if (meant) throw new AppContextError(`Unknown context key ${JSON.stringify(key)}; did you mean ${meant}?`);
  }
  const config = valueOf(context, 'config');
  const environment = valueOf(context, 'environment');
  const resellers = valueOf(context, 'resellers')
    ?.split(',')
    .map((id) => id.trim())
    .filter(Boolean);
  return { ...(config && { config }), ...(environment && { environment }), ...(resellers && { resellers }) };
}

function valueOf(context: Readonly<Record<string, unknown>>, key: Key): string | undefined {
  const value = context[key];
  if (value === undefined || (typeof value === 'string' && /[^\s,]/.test(value))) return value;
  const got = JSON.stringify(value);
  throw new AppContextError(`The context key ${key} is ${got}; expected ${EXPECTED[key]}, or leave it out`);
}

/** True for a shortened key, or one that is at most two letters off. */
function isNear(key: string, known: string) {
  return (key.length >= 3 && known.startsWith(key)) || (key.length > 4 && distance(key, known) <= 2);
}

/** Returns how many letters to add, drop or change (Levenshtein distance). */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [at, letter] of Array.from(one).entries()) {
    const next = [at + 1];
    for (let index = 0; index < other.length; index++) {
      const changed = (row[index] ?? 0) + (other[index] === letter ? 0 : 1);
      next.push(Math.min(changed, (row[index + 1] ?? 0) + 1, (next[index] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
