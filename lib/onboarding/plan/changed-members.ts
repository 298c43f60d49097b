import { isDeepStrictEqual } from 'node:util';
import type { Consumer, ConsumerDraft } from '../consumer';

/**
 * Names of the members in which two consumers differ; members of `rules` and `about` by their own names. Tier, status
 * and secrets also say how they change, but never a secret.
 */
export function changedMembers(before: Consumer, after: ConsumerDraft & Partial<Consumer>): readonly string[] {
  const [old, next] = [flat(before), flat(after)];
  return [...new Set([...Object.keys(old), ...Object.keys(next)])]
    .filter((name) => !isDeepStrictEqual(old[name], next[name]))
    .map((name) => {
      if (name === 'tier' || name === 'status') return `${name} ${before[name]} → ${after[name]}`;
      return name === 'secrets' ? `secrets (${acceptedOf(after)})` : name;
    });
}

function acceptedOf({ secrets: [, older] }: ConsumerDraft): string {
  return older ? `the previous one accepted until ${older.validUntil ?? 'it is ended'}` : 'only one accepted';
}

function flat({ rules, about, ...consumer }: Partial<Consumer>): Record<string, unknown> {
  return { apiKey: undefined, ...consumer, ...rules, ...about };
}
