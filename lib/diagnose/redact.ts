import { percentEncode } from '../../lambda/authorizer/oauth1/percent-encoding';

/** Shorter texts occur by chance, and replacing them would make a report unreadable. */
const SHORTEST = 6;

/**
 * Returns a copy of a value in which every text has its secrets replaced, plain or percent-encoded once or twice: a client
 * may have put its secret into the URL or the consumer key.
 */
export function withoutSecrets<T>(value: T, secrets: readonly string[]): T {
  const spellings = secrets
    .filter((secret) => secret.length >= SHORTEST)
    .flatMap((secret) => [percentEncode(percentEncode(secret)), percentEncode(secret), secret]);
  return redacted(value, spellings) as T;
}

function redacted(value: unknown, spellings: readonly string[]): unknown {
  if (typeof value === 'string') {
    return spellings.reduce((text, spelling) => text.replaceAll(spelling, '<consumer secret>'), value);
  }
  if (Array.isArray(value)) return value.map((each) => redacted(each, spellings));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, redacted(each, spellings)]));
}
