import type { ListedConsumer } from './list-consumers';

/** States that a list can be narrowed to. */
export const LISTED_STATUSES = ['active', 'suspended', 'expired', 'offboarded', 'unreadable'] as const;
export type ListedStatus = (typeof LISTED_STATUSES)[number];

/** What a list is narrowed by; all that is given must hold. */
export interface ListFilter {
  readonly reseller?: string;
  readonly tier?: string;
  readonly status?: ListedStatus;
  /** Part of the key, a label, a contact or a note, upper and lower case alike. */
  readonly text?: string;
}

/** State of a consumer in a list; one that is suspended and has expired is suspended. */
export function statusOf(entry: ListedConsumer, now: Date): ListedStatus {
  const { consumer, deletedAt } = entry;
  if (deletedAt || consumer?.about.offboarding) return 'offboarded';
  if (consumer?.status !== 'active') return consumer?.status ?? 'unreadable';
  return time(expiryOf(entry)) <= now.getTime() ? 'expired' : 'active';
}

/** Those consumers that pass a filter; offboarded ones only when asked for. */
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
    if (filter.reseller !== undefined && (consumer?.reseller ?? entry.gateway) !== filter.reseller) return false;
    if (filter.tier !== undefined && consumer?.tier !== filter.tier) return false;
    return text === undefined || searched(entry).some((part) => part.toLowerCase().includes(text));
  });
}

/** Until when a consumer can sign: the latest end of its secrets, or of its validity; `undefined` without end. */
export function expiryOf({ consumer }: ListedConsumer): string | undefined {
  if (!consumer) return undefined;
  const ends = consumer.secrets.map(({ validUntil }) => time(validUntil));
  const end = Math.min(Math.max(...ends), time(consumer.rules?.validUntil));
  return Number.isFinite(end) ? new Date(end).toISOString() : undefined;
}

/** An end in epoch milliseconds. */
function time(end: string | undefined): number {
  return end === undefined ? Number.POSITIVE_INFINITY : Date.parse(end);
}

function searched({ consumerKey, consumer }: ListedConsumer): string[] {
  const { displayName = '', externalReference = '', emails = [], note = '', remark = '' } = consumer?.about ?? {};
  return [consumerKey, displayName, externalReference, ...emails, note, remark];
}
