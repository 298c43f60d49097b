import type { PublicConsumer } from '../consumer';
import { withoutRemovals } from '../fields/read-fields';
import type { OnboardIntent } from '../plan/onboard';
import { type ConsumerRecord, expiryIn, type ReadRecord, toRecord } from './records';

/**
 * The consumer to onboard that a record describes.
 *
 * @param secret absent if the record has a subject
 */
export function intentOf(record: ReadRecord, secret: string | undefined): OnboardIntent {
  const { consumerKey, subject, reseller, tier, status, facts, rules } = record;
  const given = withoutRemovals(rules);
  const secretExpires = expiryIn(record);
  return {
    consumerKey,
    reseller,
    tier,
    ...(status !== undefined && { status }),
    ...(subject !== undefined && { subject }),
    ...(secret !== undefined && { secret }),
    ...(secretExpires !== undefined && { secretExpires }),
    facts: withoutRemovals(facts),
    ...(Object.keys(given).length > 0 && { rules: given }),
  };
}

/** Returns the record that an export would write if the existing consumer matched its record in the file. */
export function recordOf(record: ReadRecord, consumer: PublicConsumer): ConsumerRecord {
  const { consumerKey, subject = consumer.subject, reseller, tier, status = consumer.status } = record;
  const [rules, about] = [withoutRemovals(record.rules), withoutRemovals(record.facts)];
  const end = expiryIn(record, consumer.secrets[0]?.validUntil);
  const secrets = end === undefined ? ([] as const) : ([{ validUntil: end }] as const);
  const identity = { consumerKey, ...(subject !== undefined && { subject }) };
  return toRecord({ ...consumer, ...identity, reseller, tier, status, secrets, rules, about });
}

/**
 * Checks that a consumer authenticates in one way: by tokens of its subject, or by the signatures of its secret.
 *
 * @param secret of the file with secrets
 * @param existing the consumer, if it is onboarded
 * @returns why the record is refused
 */
export function checkIdentity(
  { subject }: ReadRecord,
  secret: string | undefined,
  existing?: PublicConsumer,
): string | undefined {
  if (existing && subject !== undefined && existing.subject === undefined) {
    return 'it is onboarded with a consumer secret and not with a subject; offboard it first, or leave the subject out';
  }
  if ((subject ?? existing?.subject) !== undefined) {
    return secret === undefined
      ? undefined
      : 'it has a subject, so it has no consumer secret; remove the secret from the file of secrets';
  }
  return existing || secret !== undefined
    ? undefined
    : 'it is new and has no consumer secret; add one to the file of secrets';
}
