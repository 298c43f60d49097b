import { Denied } from '../decision';
import { printable } from '../text/printable';

/** Greatest distances of a timestamp from the gateway's clock, behind it and ahead of it, in seconds. */
export interface FreshnessSettings {
  readonly timestampWindowSeconds: number;
  readonly clockSkewSeconds: number;
}

// ASCII digits only, leading zeros allowed. Bounded, like everything that a caller sends.
const TIMESTAMP = /^[0-9]{1,64}$/;
// Function instances do not share a clock: a nonce must outlive its timestamp on the slowest one.
const CLOCK_DIFFERENCE_SECONDS = 60;

/** A timestamp within the window (RFC 5849 §3.3). */
export interface FreshTimestamp {
  /** Epoch seconds until which the nonce must be remembered, counted from the timestamp and not from its arrival. */
  readonly rememberUntil: number;
}

/** Reads a timestamp; denies one that is not whole seconds, too old, or too far in the future (RFC 5849 §3.3). */
export function readFreshTimestamp(
  timestamp: string,
  nowMs: number,
  { timestampWindowSeconds, clockSkewSeconds }: FreshnessSettings,
): FreshTimestamp | Denied {
  if (!TIMESTAMP.test(timestamp)) {
    return new Denied('timestamp_malformed', {
      sentence: timestamp === '' ? 'It is empty.' : `It is ${printable(timestamp)}.`,
      challenge: { oauth_parameters_rejected: 'oauth_timestamp' },
    });
  }
  const seconds = Number(timestamp);
  const now = Math.floor(nowMs / 1000);
  const earliest = now - timestampWindowSeconds;
  const latest = now + clockSkewSeconds;
  if (seconds < earliest || seconds > latest) {
    const milliseconds = seconds / 1000 >= earliest && seconds / 1000 <= latest ? ', in milliseconds' : '';
    return new Denied('timestamp_refused', {
      sentence: `It is ${timestamp}${milliseconds}; the gateway accepts ${earliest} to ${latest}.`,
      challenge: { oauth_acceptable_timestamps: `${earliest}-${latest}` },
    });
  }
  return { rememberUntil: seconds + timestampWindowSeconds + clockSkewSeconds + CLOCK_DIFFERENCE_SECONDS };
}
