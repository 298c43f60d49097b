import { isDeepStrictEqual } from 'node:util';
import type { Consumer, PublicConsumer } from '../consumer';

/** A consumer, its draft or its public part. */
type Comparable = Pick<PublicConsumer, 'tier' | 'status' | 'secrets' | 'rules' | 'about'> & {
  readonly apiKey?: Consumer['apiKey'];
};

/**
 * Names of the members in which two consumers differ; members of `rules` and `about` by their own names. Tier, status
 * and secrets also say how they change, but never a secret. The time of a change of status goes without saying.
 */
export function changedMembers(before: Comparable, after: Comparable): readonly string[] {
  const [old, next] = [flat(before), flat(after)];
  return [...new Set([...Object.keys(old), ...Object.keys(next)])]
    .filter((name) => name !== 'statusChangedAt' && !isDeepStrictEqual(old[name], next[name]))
    .map((name) => {
      if (name === 'tier' || name === 'status') return `${name} ${before[name]} → ${after[name]}`;
      return name === 'secrets' ? `secrets (${acceptedOf(after)})` : name;
    });
}

function acceptedOf({ secrets: [, older] }: Comparable): string {
  return older ? `the previous one accepted until ${older.validUntil ?? 'it is ended'}` : 'only one accepted';
}

function flat({ rules, about, ...consumer }: Comparable): Record<string, unknown> {
  return { apiKey: undefined, ...consumer, ...rules, ...about };
}
