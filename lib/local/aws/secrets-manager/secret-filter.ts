import type { StoredSecret } from './stored-secret';

/** A filter of ListSecrets: one of its values must match; a value with `!` in front must not. */
export interface SecretFilter {
  readonly key: string;
  readonly values: readonly string[];
}

/** Checks a secret against a filter by prefix: names with case, everything else without (Filter, API reference). */
export function matches(secret: StoredSecret, { key, values }: SecretFilter): boolean {
  const texts = textsOf(secret, key);
  const found = (value: string) => texts.some((text) => text.startsWith(key === 'name' ? value : value.toLowerCase()));
  return values.some((value) => (value.startsWith('!') ? !found(value.slice(1)) : found(value)));
}

function textsOf(secret: StoredSecret, key: string): string[] {
  const description = secret.description?.toLowerCase().split(/\s+/) ?? [];
  const tagKeys = [...secret.tags.keys()].map((text) => text.toLowerCase());
  const tagValues = [...secret.tags.values()].map((text) => text.toLowerCase());
  switch (key) {
    case 'name':
      return [secret.name];
    case 'description':
      return description;
    case 'tag-key':
      return tagKeys;
    case 'tag-value':
      return tagValues;
    default:
      return [secret.name.toLowerCase(), ...description, ...tagKeys, ...tagValues];
  }
}
