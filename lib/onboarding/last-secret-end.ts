import type { PublicConsumer } from './consumer';

/**
 * Returns the end of the secret that is accepted longest (ISO 8601); `undefined` if one has no end, and for a consumer
 * without secrets, whose tokens the identity provider limits.
 */
export function lastSecretEnd({ secrets }: Pick<PublicConsumer, 'secrets'>): string | undefined {
  const ends = secrets.flatMap(({ validUntil }) => validUntil ?? []);
  if (ends.length < secrets.length) return undefined;
  return ends.toSorted((a, b) => Date.parse(a) - Date.parse(b)).at(-1);
}
