/**
 * Attributes of the table of failed attempts. Its key is the consumer key as claimed and the source, an IPv4 address or
 * an IPv6 /64. `locked` is true while the source is locked out; the item counts until its end, in epoch seconds.
 */
export const LOCKOUT_TABLE = {
  consumerKey: 'consumerKey',
  source: 'source',
  failures: 'failures',
  locked: 'locked',
  endsAt: 'endsAt',
} as const;
