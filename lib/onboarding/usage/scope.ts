import type { PublicConsumer } from '../consumer';
import type { ListedConsumer } from '../inventory/list-consumers';
import type { UsageScope } from './usage';

/** The records of listed consumers for a report: those that exist, and those that were offboarded. */
export function scopeOf(listed: readonly ListedConsumer[]): Required<Pick<UsageScope, 'records' | 'offboarded'>> {
  return {
    records: recordsOf(listed.filter(({ deletedAt }) => !deletedAt)),
    offboarded: recordsOf(listed.filter(({ deletedAt }) => deletedAt)),
  };
}

function recordsOf(entries: readonly ListedConsumer[]): readonly PublicConsumer[] {
  return entries.flatMap(({ consumer }) => (consumer ? [consumer] : []));
}
