import type { PublicConsumer } from '../consumer';
import { withoutRemovals } from '../fields/read-fields';
import type { OnboardIntent } from '../plan/onboard';
import { type ConsumerRecord, expiryIn, type ReadRecord, toRecord } from './records';

/** The consumer to onboard that a record describes. */
export function intentOf(record: ReadRecord, secret: string): OnboardIntent {
  const { consumerKey, reseller, tier, status, facts, rules } = record;
  const given = withoutRemovals(rules);
  const secretExpires = expiryIn(record);
  return {
    consumerKey,
    reseller,
    tier,
    ...(status !== undefined && { status }),
    secret,
    ...(secretExpires !== undefined && { secretExpires }),
    facts: withoutRemovals(facts),
    ...(Object.keys(given).length > 0 && { rules: given }),
  };
}

/** Returns the record that an export would write if the existing consumer matched its record in the file. */
export function recordOf(record: ReadRecord, consumer: PublicConsumer): ConsumerRecord {
  const { consumerKey, reseller, tier, status = consumer.status } = record;
  const [rules, about] = [withoutRemovals(record.rules), withoutRemovals(record.facts)];
  const end = expiryIn(record, consumer.secrets[0]?.validUntil);
  const secrets = end === undefined ? ([] as const) : ([{ validUntil: end }] as const);
  return toRecord({ ...consumer, consumerKey, reseller, tier, status, secrets, rules, about });
}
