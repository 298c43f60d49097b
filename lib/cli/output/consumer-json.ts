import type { ListedConsumer } from '../../onboarding/inventory/list-consumers';
import { debuggedUntil } from '../../onboarding/fields/debug-end';
import { expiryOf, statusOf } from '../../onboarding/inventory/filter-consumers';
import { lastChangeJson } from './last-change';

/** A consumer in the output of `consumer list --json` and `consumer show --json`; never a secret. */
export function consumerJson(entry: ListedConsumer, now: Date) {
  const { consumerKey, gateway, consumer, lastChangedAt, deletedAt } = entry;
  const {
    offboarding: _offboarding,
    usageCarriedAt: _carried,
    onboardedAt,
    rotatedAt,
    ...facts
  } = consumer?.about ?? {};
  return {
    consumerKey,
    reseller: consumer?.reseller ?? null,
    gateway,
    tier: consumer?.tier ?? null,
    status: statusOf(entry, now),
    expiresAt: expiryOf(entry) ?? null,
    ...(consumer?.subject !== undefined && { subject: consumer.subject }),
    secrets: consumer?.secrets ?? [],
    onboardedAt: onboardedAt ?? null,
    rotatedAt: rotatedAt ?? null,
    changedAt: lastChangedAt?.toISOString() ?? null,
    lastChange: lastChangeJson(consumer?.lastChange),
    deletedAt: deletedAt?.toISOString() ?? null,
    debuggedUntil: (consumer && debuggedUntil(consumer, now)) ?? null,
    facts,
    rules: consumer?.rules ?? {},
  };
}
