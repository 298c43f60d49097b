import type { RequestRecord } from './request-record';

/** Conditions on the requests to show; an absent one is always met. */
export interface RequestFilter {
  /** Requests that are proved to be a consumer's, or claim its key. */
  readonly consumerKey?: string;
  readonly reason?: string;
  /** A status, or a class such as `4xx`. */
  readonly status?: string;
  /** Requests that are proved to be of a reseller. */
  readonly reseller?: string;
}

/** Matches a status, or a class of statuses. */
export const STATUS_PATTERN = /^[1-5](?:\d\d|xx)$/i;

/** Tests whether a request meets a filter. */
export function matches(record: RequestRecord, { consumerKey, reason, status, reseller }: RequestFilter): boolean {
  const { consumerKey: proved, claimedConsumerKey: claimed } = record;
  return (
    (consumerKey === undefined || proved === consumerKey || claimed === consumerKey) &&
    (reason === undefined || record.reason === reason) &&
    (status === undefined || hasStatus(record, status)) &&
    (reseller === undefined || record.reseller === reseller)
  );
}

function hasStatus({ status: got }: RequestRecord, wanted: string): boolean {
  if (got === undefined) return false;
  return /xx$/i.test(wanted) ? String(got).startsWith(wanted.slice(0, 1)) : String(got) === wanted;
}
