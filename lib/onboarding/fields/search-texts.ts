import type { ConsumerFacts, PublicConsumer, SecretDates } from '../consumer';
import { endText } from './instant';
import { fieldTexts } from './read-fields';

/** The parts of a consumer by which it can be found. Members are absent or `null` if its record cannot be read. */
export interface SearchedConsumer extends Pick<PublicConsumer, 'consumerKey' | 'subject' | 'rules'> {
  readonly status: string;
  readonly secrets?: readonly SecretDates[];
  readonly reseller?: string | null;
  readonly tier?: string | null;
  readonly expiresAt?: string | null;
  readonly facts?: ConsumerFacts;
}

/**
 * Every text by which a consumer can be found: its identity, tier, status, ends, facts and rules, as they are written and
 * as "consumer show" prints them.
 */
export function searchTexts(searched: SearchedConsumer): readonly string[] {
  const { consumerKey, reseller, tier, status, subject, expiresAt, secrets = [], facts = {}, rules = {} } = searched;
  const ends = [
    ...secrets.flatMap(({ validUntil }) => validUntil ?? []),
    ...(rules.validUntil === undefined ? [] : [rules.validUntil]),
  ];
  return [
    ...[consumerKey, reseller, tier, status, subject].filter((text) => typeof text === 'string'),
    expiresAt ?? 'never',
    ...ends.flatMap((end) => [end, endText(end)]),
    ...Object.values(fieldTexts({ about: facts, rules })),
  ];
}
