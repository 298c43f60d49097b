import { type SearchedConsumer, searchTexts } from '../fields/search-texts';
import { lastSecretEnd } from '../last-secret-end';
import type { ListedConsumer } from './list-consumers';

/** Statuses that a list can be filtered by. */
export const LISTED_STATUSES = ['active', 'suspended', 'expired', 'offboarded', 'unreadable'] as const;
export type ListedStatus = (typeof LISTED_STATUSES)[number];

/** Conditions of a list; a consumer must meet all that are set. */
export interface ListFilter {
  readonly reseller?: string;
  /** Resellers that the gateway serves; consumers of any other one count as those of the gateway's owner. */
  readonly serves?: readonly string[];
  readonly tier?: string;
  readonly status?: ListedStatus;
  /** Part of any text of the consumer, such as its key, status, display name, a note or a rule; case is ignored. */
  readonly text?: string;
}

/** Status of a consumer in a list; a consumer that is both suspended and expired counts as suspended. */
export function statusOf(entry: ListedConsumer, now: Date): ListedStatus {
  const { consumer, deletedAt } = entry;
  if (deletedAt || consumer?.about.offboarding) return 'offboarded';
  if (consumer?.status !== 'active') return consumer?.status ?? 'unreadable';
  return time(expiryOf(entry)) <= now.getTime() ? 'expired' : 'active';
}

/** Consumers that meet a filter; offboarded ones only when the filter asks for them. */
export function filterConsumers(
  all: readonly ListedConsumer[],
  filter: ListFilter,
  now: Date,
): readonly ListedConsumer[] {
  const text = filter.text?.toLowerCase();
  return all.filter((entry) => {
    const { consumer } = entry;
    const status = statusOf(entry, now);
    if (filter.status === undefined ? status === 'offboarded' : status !== filter.status) return false;
    if (filter.reseller !== undefined && ownerOf(entry, filter) !== filter.reseller) return false;
    if (filter.tier !== undefined && consumer?.tier !== filter.tier) return false;
    return (
      text === undefined || searchTexts(searchedParts(entry, status)).some((part) => part.toLowerCase().includes(text))
    );
  });
}

function ownerOf({ consumer, gateway }: ListedConsumer, { serves }: ListFilter): string {
  const { reseller = gateway } = consumer ?? {};
  return serves === undefined || serves.includes(reseller) ? reseller : gateway;
}

/** End of a consumer's access: its last secret's or its validity's, whichever comes first; `undefined` without one. */
export function expiryOf({ consumer }: ListedConsumer): string | undefined {
  if (!consumer) return undefined;
  const end = Math.min(time(lastSecretEnd(consumer)), time(consumer.rules?.validUntil));
  return Number.isFinite(end) ? new Date(end).toISOString() : undefined;
}

/** An end in epoch milliseconds; infinity when absent. */
function time(end: string | undefined): number {
  return end === undefined ? Number.POSITIVE_INFINITY : Date.parse(end);
}

function searchedParts(entry: ListedConsumer, status: ListedStatus): SearchedConsumer {
  const { consumerKey, consumer } = entry;
  if (!consumer) return { consumerKey, status };
  const expiresAt = expiryOf(entry);
  return { ...consumer, status, facts: consumer.about, ...(expiresAt !== undefined && { expiresAt }) };
}
